# Encryption, keys, recovery and lock.

## Saving

save-title = Save the case
save-text = The case holds health data and is saved encrypted. How is it to be opened?
save-way = The case opens with
save-way-keys = Key on this computer
save-way-passphrase = Passphrase
save-keys-text = You open the case on this computer without typing anything. Others can't open it without your recovery key.
save-keys-first = A recovery key is made first. It opens your cases even if the computer breaks or is replaced.
save-keys-impossible = This is not possible: { $reason }. Choose a passphrase.
save-keys-asking = Asking the key store of the computer…
save-keys-make = Make a recovery key…
save-passphrase-text = Everyone who knows the passphrase can open the case, on other computers too.
save-unencrypted-ask = Save unencrypted…
save-unencrypted = Save unencrypted
passphrase = Passphrase
passphrase-again = Repeat the passphrase
passphrase-hint = Four or more random words are easy to remember and hard to guess.
passphrase-weak = Weak: it can be guessed. Use more words, and no names or dates.
passphrase-fair = Fair. One more word makes it strong.
passphrase-strong = Strong.
passphrase-blank = Enter a passphrase.
passphrase-different = The two passphrases are not the same.
passphrase-lost = If you forget the passphrase, the file can't be opened. Not even the program's developers can open it.
make-keys-title = Make a recovery key
make-keys-text = The recovery key is a small file that opens your cases, earlier ones too, if this computer no longer can. The file is protected by a passphrase. Keep it elsewhere than on the computer, on a USB stick in a locked cabinet for example.
make-keys-place = Choose where…
recovery-key-file = wgs-recovery-key-{ $day }.age
changed-title = The file was changed by somebody else
changed-text = { $path } was changed after you opened it, and now holds something else than what you have read.
changed-choice = Save your case under another name, overwrite the other's changes, or reload the file. Reloading discards your own changes.
changed-overwrite = Overwrite
changed-reload = Reload and discard mine
gone-title = The file is not there any more
gone-text = { $path } was deleted, moved or renamed after you opened it. Save the case to the same place again, or under another name.
gone-save = Save to the same place

## Opening an encrypted case

open-now = Open case:
passphrase-title = The case is encrypted
passphrase-text = Enter the passphrase of { $path }.
passphrase-trying = Trying the passphrase…
passphrase-wrong = The passphrase does not fit. Try again.
key-store-title = The key can't be had
key-store-text = { $path } opens with your key on this computer.
key-store-or = The case opens with your recovery key, too.
key-store-recovery = Use a recovery key…
recovery-key-title = The case is encrypted with another key
recovery-key-text = { $path } only opens with the recovery key of the computer that saved it.
recovery-key-chosen = Recovery key: { $path }
recovery-key-none = No recovery key is chosen.
recovery-key-pick = Choose a recovery key…
recovery-key-passphrase = Passphrase of the recovery key
reason-no-key-chosen = Choose the file of the recovery key first.
reason-not-this-computer = The key on this computer does not open the case.

## Recovering after a crash

recover-title = Cases that were not saved
recover-text = The program or the computer stopped before these cases were saved. You can go on where you left off.
recover-none = There are no cases to recover.
recover-one = Recover
recover-later = Not now
recover-discard = Discard
recover-discard-text = What was not saved is deleted and can't be recovered. A saved file is not touched.
recover-discard-for-good = Delete it now
recover-kept-at = Last changed { $moment }
recover-unreadable = A case that can't be read
recovery-impossible = Unsaved changes may be lost in a crash
recovery-off = Recovery copies are switched off
recovery-none = No recovery copy
welcome-recovery = Changes that are not saved are copied, encrypted, on this computer, and deleted when the case is saved or discarded. This can be switched off in the settings.

## Lock

locked = The window is locked.
locked-unsaved = There are changes that are not saved.
locked-passphrase = Passphrase of the case
unlock = Unlock

## Commands

command-recover = Recover cases that were not saved…
command-make-recovery-key = Make a new recovery key…
command-lock = Lock the window

## Settings

settings-lock = Lock the window when it is not used
settings-lock-never = Never
settings-lock-after = { $minutes } min
settings-recovery = Recovery copy of unsaved changes (encrypted, on this computer only)
settings-clipboard = Remove a copied summary from the clipboard after a minute

## Dialogs

dialog-key-open-title = Choose recovery key
dialog-key-save-title = Save recovery key
file-type-key = Recovery key

## Notices

notice-saved-keys = The case is saved, encrypted with your key: { $path }
notice-saved-passphrase = The case is saved, encrypted with a passphrase: { $path }
notice-saved-plain = The case is saved unencrypted: { $path }
notice-keys-made = The recovery key is saved: { $path }. Move it away from the computer, and remember the passphrase.
notice-keys-not-made = The recovery key could not be saved: { $path }: { $reason }
notice-recovered = The case is recovered. It is not saved yet.
notice-recovered-from = The case is recovered. The changes are not saved yet; the case was in { $path }.
notice-recovered-in-part = The recovery copy stays until you discard it under “Recover cases that were not saved”.
notice-to-recover = { $count ->
    [one] { $count } case was not saved before the program or the computer stopped.
   *[other] { $count } cases were not saved before the program or the computer stopped.
}
notice-to-recover-show = Show…
notice-not-recovered = The case could not be recovered: { $reason }
notice-recovery-not-removed = The recovery copy could not be deleted: { $reason }
notice-broken = An action was stopped by a fault in the program. The case is as it was; try again.
notice-not-copied = The summary could not be copied: the clipboard does not answer. Try again.
notice-copied-for-a-minute = The summary ({ $indication }) is copied as text and leaves the clipboard after a minute. It holds health data; paste it only where that is allowed.

## Reasons

reason-gone = it was deleted, moved or renamed after it was opened
reason-changed = somebody else changed it
reason-no-keys-inside = the file holds no key
reason-not-sealed = it could not be encrypted
reason-needs-passphrase = it is protected by a passphrase
reason-needs-key = it opens with a key, not a passphrase
reason-wrong-passphrase = the passphrase does not fit
reason-other-key = it is encrypted with another key
reason-cut = the file is cut off
reason-damaged = the file is damaged
reason-unknown-encryption = it is encrypted in a way that the program does not know; use a newer version
reason-too-much-work = it can't be from this program
reason-no-key-store = the key store of the computer does not answer
reason-key-store-locked = the key store of the computer is locked; unlock it and try again
reason-key-store-not-ours = the key store of the computer holds something else under the program's name
reason-key-store-busy = another window is making a key; try again
reason-no-keys = there is no key to encrypt with
reason-no-copy = it is not from this program, or from a newer version of it
reason-no-place = the system has no folder for recovery copies
reason-key-needs-passphrase = The recovery key is protected by a passphrase. Enter it below.

## After a crash

crash-title = The program was closed by a fault
crash-text = Cases that you saved are not affected.
crash-kept = What you had not saved is, encrypted, in { $folder } and is offered when the program starts again. What was typed in the last seconds may be missing.
crash-not-kept = There is no recovery copy. What you had not saved is lost.
crash-place = Place of the fault, for the developers: { $place }. This message holds no patient data.
crash-again = Start again
recover-retry = Try again
reason-not-now = the file can't be read right now; try again later
reason-no-copy-key = it is damaged, or its key no longer exists
