//! Seals what a locked window must not have in memory, and opens it again. Each takes about a second.

use super::{LockRequest, Output, UnsealedContent};
use crate::encryption::{Credential, Recipients, decrypt, encrypt};
use std::sync::Arc;

/// Carries out a request about a locked window.
pub fn run(request: LockRequest) -> Output {
    match request {
        LockRequest::Seal { content, passphrase } => {
            let encrypted = content
                .to_bytes()
                .and_then(|bytes| encrypt(&bytes, &Recipients::Passphrase(passphrase)).ok());
            Output::Sealed(encrypted.map(Arc::from))
        }
        LockRequest::Unseal { sealed, passphrase } => {
            // The content is shorter than its encrypted form.
            let opened = decrypt(&sealed, &Credential::Passphrase(passphrase), sealed.len());
            Output::Unsealed(opened.map(UnsealedContent))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ContentToSeal;
    use super::*;
    use crate::encryption::{DecryptError, Passphrase};
    use zeroize::Zeroizing;

    /// `None` can't be written.
    struct TestContent(Option<&'static str>);

    impl ContentToSeal for TestContent {
        fn to_bytes(&self) -> Option<Zeroizing<Vec<u8>>> {
            Some(Zeroizing::new(self.0?.into()))
        }
    }

    #[test]
    fn content_that_cannot_be_written_is_not_sealed() {
        let content = Arc::new(TestContent(None));
        let passphrase = Passphrase::take(&mut "hest".to_owned());
        assert!(matches!(run(LockRequest::Seal { content, passphrase }), Output::Sealed(None)));
    }

    #[test]
    fn sealed_content_opens_with_its_passphrase_alone() {
        let passphrase = |text: &str| Passphrase::take(&mut text.to_owned());
        let content = Arc::new(TestContent(Some("Bente Testperson")));
        let request = LockRequest::Seal { content, passphrase: passphrase("hest") };
        assert!(!format!("{request:?}").contains("Bente"));
        let Output::Sealed(Some(sealed)) = run(request) else { panic!("not sealed") };
        assert!(!sealed.windows(5).any(|part| part == b"Bente"));
        let open = |typed| run(LockRequest::Unseal { sealed: sealed.clone(), passphrase: passphrase(typed) });
        assert!(matches!(open("ko"), Output::Unsealed(Err(DecryptError::WrongPassphrase))));
        assert!(
            matches!(open("hest"), Output::Unsealed(Ok(content)) if content.0.as_slice() == b"Bente Testperson")
        );
    }
}
