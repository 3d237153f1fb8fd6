# Encryption, keys, recovery and lock.

## Saving

save-title = Save the case
save-text = The case holds health data and is saved encrypted. How should it be opened?
save-way = The case opens with
save-way-keys = Key on this computer
save-way-passphrase = Passphrase
save-keys-text = Anyone using your login on this computer can open the case without a passphrase. Other computers need your recovery key.
save-keys-first = A recovery key is created first. It opens your cases even if the computer breaks or is replaced.
save-keys-impossible = The key cannot be used: { $reason }. You can choose a passphrase instead.
save-way-unusable = cannot be used now
save-keys-not-now = A key on this computer cannot be used now: { $reason }.
save-keys-asking = Asking the computer's key store…
save-keys-make = Create a recovery key…
save-passphrase-instead = Use a passphrase
save-passphrase-text = Anyone who knows the passphrase can open the case, on other computers too.
save-unencrypted-ask = Save unencrypted…
save-unencrypted-forbidden = The IT department has decided that cases must be saved encrypted.
save-unencrypted = Save unencrypted
passphrase = Passphrase
passphrase-again = Repeat the passphrase
passphrase-hint = Four or more random words are easy to remember and hard to guess.
passphrase-weak = Weak: it can be guessed. Use more words, and no names or dates.
passphrase-broken = It is guessed in an instant and cannot be used. Choose four or more random words that do not belong together; avoid names, dates, runs of digits and repeats.
passphrase-fair = Fair. Another random word makes it stronger.
passphrase-strong = Strong.
passphrase-blank = Enter a passphrase.
passphrase-needed = Enter the passphrase of the case.
passphrase-refused = The text was not inserted: a passphrase takes at most 512 bytes (about 500 characters).
passphrase-different = The two passphrases are not the same.
passphrase-not-repeated = Repeat the passphrase here.
passphrase-lost = If you forget the passphrase, the file cannot be opened. Not even the program's developers can open it.
recovery-key-lost = If you forget the passphrase, the recovery key cannot be used.
make-keys-title = Create a recovery key
make-keys-text = The recovery key is a small file that opens your cases if this computer cannot. Choose a new passphrase for it, and keep the file off this computer, for example on your network drive.
make-keys-earlier = Earlier recovery keys still work.
make-keys-impossible = No recovery key can be created now: { $reason }.
make-keys-place = Choose location…
recovery-key-file = wgs-recovery-key-{ $day }.age
changed-title = The file has changed in the meantime
changed-text = { $path } has been changed since you opened it, perhaps by somebody else.
changed-choice = “Save as…” keeps both versions. “Overwrite” deletes the changes in the file. “Reload” deletes yours.
changed-overwrite = Overwrite
changed-reload = Reload, discard my changes
gone-title = The file is no longer there
gone-text = { $path } was deleted, moved or renamed after you opened it. Save the case to the same place again, or under another name.
gone-save = Save to the same place

## Opening an encrypted case

passphrase-title = The case is encrypted
passphrase-text = Enter the passphrase of { $path }.
passphrase-trying = Checking the passphrase…
passphrase-wrong = The passphrase is wrong. Try again.
key-store-title = The key cannot be retrieved
key-store-text = { $path } opens with your key on this computer.
key-store-or = The case opens with your recovery key, too.
key-store-unlock = Unlock the key store…
key-store-recovery = Use a recovery key…
recovery-key-title = Open with a recovery key
recovery-key-text = Choose the recovery key that belongs to { $path }, and enter its passphrase.
recovery-key-chosen = Recovery key: { $path }
recovery-key-none = No recovery key is chosen.
recovery-key-pick = Choose a recovery key…
recovery-key-passphrase = Passphrase of the recovery key
reason-no-key-chosen = Choose the file of the recovery key first.
reason-not-this-computer = The key on this computer does not open the case.
reason-not-this-recovery-key = The chosen recovery key does not open the case. Choose another.

## Recovering after a crash

recover-title = Cases that were not saved
recover-text = The program or the computer stopped before these cases were saved. Choose “Recover” to go on.
recover-text-later = The program or the computer stopped before these cases were saved. They are encrypted, and their key cannot be read at the moment. They stay until they can be recovered.
recover-text-unreadable = The program or the computer stopped before these cases were saved. They cannot be read on this computer.
recover-none = There are no cases to recover.
recover-one = Recover
recover-later = Not now
recover-discard = Discard
recover-discard-text = What was not saved is deleted and cannot be recovered. A saved file is not touched.
recover-discard-for-good = Delete the copy
recover-keep = Keep
recover-kept-at = Last changed { $moment }
recover-initials = Initials of the patient: { $initials }
recover-more = Show more ({ $count })
recover-unreadable = A case that cannot be read
recovery-impossible = Unsaved changes may be lost in a crash
recovery-off = Recovery copies are switched off
recovery-none = No recovery copy
welcome-recovery = What you have not saved is continually kept as an encrypted copy on this computer so that it can be recovered after a crash. The copy is deleted when the case is saved or discarded. You can switch this off in Settings.
welcome-recovery-asking = Whether what you have not saved can be recovered after a crash depends on the computer's key store, which is being asked.
welcome-no-recovery = What you have not saved cannot be recovered after a crash: { $reason }. Save the case as you go.

## Lock

locked = The window is locked. The case is shown again when you enter its passphrase.
locking = The window is covered. The case is shown again when you enter its passphrase. It is being encrypted.
locked-keys = The window is locked. The case is shown again when the computer's key store answers.
unlocking = The window is being unlocked …
unlock-failed = The window could not be unlocked: { $reason }. Nothing is lost.
not-locked-job = The window is covered. The case is shown again when you enter its passphrase. The program is still working with the case; when the work is done, it is encrypted until you unlock.
not-locked-dialog = The window is covered. The case is shown again when you enter its passphrase. While a dialog is open behind the cover, the case is hidden but not encrypted.
not-locked-copy = The window is covered. The case is shown again when you enter its passphrase. The last changes are not in the recovery copy yet; once they are, the case is encrypted until you unlock.
not-locked-failed = The window is covered. The case is shown again when you enter its passphrase. The case is hidden but not encrypted, because the encryption failed.
covered = The window is covered.
locked-unsaved = There are changes that are not saved.
locked-passphrase = Passphrase of the case
close-after-unlock = Unlock to close the window.
close-after-uncover = Show the case again to close the window.
unlock = Unlock
uncover = Show again

## Commands

command-recover = Recover cases that were not saved…
command-make-recovery-key = Create a new recovery key…
command-lock = Cover the window

## Settings

settings-lock = Cover the window when it is not used
settings-lock-text = A case saved with a passphrase is encrypted meanwhile and requires the passphrase on unlocking. A case saved with your keys requires that the computer's key store answers. Otherwise the window is merely covered.
settings-lock-never = Never
settings-lock-after = { $minutes } min
settings-recovery = Recovery copy of unsaved changes (encrypted, on this computer only)
settings-no-recovery = No recovery copy can be kept now: { $reason }.
settings-clipboard = Remove a copied summary from the clipboard after a minute

## Dialogs

dialog-key-open-title = Choose recovery key
dialog-key-save-title = Save recovery key
file-type-key = Recovery key

## Notices

notice-saved-keys = The case is saved, encrypted with your key: { $path }
notice-saved-passphrase = The case is saved, encrypted with a passphrase: { $path }
notice-saved-plain = The case is saved unencrypted: { $path }
notice-keys-made = The recovery key is saved: { $path }. Keep it off this computer, and remember the passphrase.
notice-keys-not-made = The recovery key could not be saved: { $reason } ({ $path })
notice-earlier-saved = The case is saved, encrypted.
notice-earlier-saved-plain = The case is saved unencrypted.
notice-earlier-saved-as = The case is saved, encrypted: { $name }
notice-earlier-saved-plain-as = The case is saved unencrypted: { $name }
notice-earlier-keys-made = The recovery key that you created is saved. Keep it off this computer, and remember the passphrase.
notice-earlier-keys-not-made = The recovery key could not be saved: { $reason }. Create it again.
notice-earlier-broken = An action was stopped by an error in the program. Check whether it was completed. The case now open is as it was.
notice-recovered = The case is recovered but not saved.
notice-recovered-from = The case is recovered but not saved. “Save” asks where to save it; before, it was in { $path }.
notice-recovered-in-part = The recovery copy stays until you discard it under “Recover cases that were not saved”.
notice-to-recover = { $count ->
    [one] { $count } case was not saved before the program or the computer stopped. It waits under Case › “Recover cases that were not saved…”.
   *[other] { $count } cases were not saved before the program or the computer stopped. They wait under Case › “Recover cases that were not saved…”.
}
notice-to-recover-show = Recover…
notice-not-recovered = The case could not be recovered: { $reason }
notice-recovery-not-removed = The recovery copy could not be deleted: { $reason }
notice-broken = An action was stopped by an error in the program. The case is as it was; try again.
notice-field-not-copied = The text could not be copied: the clipboard does not answer. Try again.
notice-not-copied = The summary could not be copied: the clipboard does not answer. Try again.
notice-copied-for-a-minute = The summary ({ $indication }) is copied as text and is removed from the clipboard after a minute. It holds health data; paste it only where that is allowed.
notice-not-guarded = Nothing keeps somebody else from changing the case at the same time: it cannot be locked in its folder. Agree on who writes in it, or save it elsewhere.
notice-access-not-kept = { $file ->
    [report] The PDF is saved
    [recovery-key] The file of the recovery key is saved
   *[case] The file of the case is saved
}, but its access rights could not be kept: some of those who could read or change it before may not be able to now.
notice-not-flushed = { $file ->
    [report] The PDF is saved, but the computer could not confirm that for the folder. If the power fails right now, it may disappear.
    [recovery-key] The file of the recovery key is saved, but the computer could not confirm that for the folder. If the power fails right now, it may disappear: check that it is there.
   *[case] The file of the case is saved, but the computer could not confirm that for the folder. If the power fails right now, the previous version may come back.
}
notice-other-version = { $file ->
    [report] Somebody else had saved another file under the name of the PDF in the last moment. Your PDF is saved, and the other file is kept beside it. Look at it.
    [recovery-key] Somebody else had saved another file under the name of the recovery key's file in the last moment. Your file is saved, and the other one is kept beside it. Look at it.
   *[case] Somebody else had saved another version of the file of the case in the last moment. Your version is saved, and the other one is kept beside it. Compare them.
}
notice-owner-changed = { $file ->
    [report] The PDF
    [recovery-key] The file of the recovery key
   *[case] The file of the case
} was another user's, and is yours now. Some of those who could open it before may not be able to now. Change the access rights of the file if they should be.
notice-other-version-at = The other version: { $path }
notice-other-version-found = { $file ->
    [report] Saving the PDF was interrupted earlier, while somebody else saved a file under the same name. That file is kept beside it. Look at it.
    [recovery-key] Saving the file of the recovery key was interrupted earlier, while somebody else saved a file under the same name. That file is kept beside it. Look at it.
   *[case] Saving the case was interrupted earlier, while somebody else saved another version of it. That version is kept beside it. Compare them.
}
notice-dialog-not-seen = The computer's file dialog may not have appeared. If you can see it, use it. Otherwise you can type the path here; what is chosen in the file dialog after that is not used.
notice-dialog-not-seen-type = Type the path
notice-still-waiting = The computer is still waiting for an answer, perhaps from a network drive or the key store. You can go on typing.
notice-still-reading = The computer is still waiting for an answer, perhaps from a network drive or the key store. What you type meanwhile is not used. Esc keeps you in the case.

## Reasons

reason-gone = it was deleted, moved or renamed after it was opened
reason-changed = it has changed in the meantime
reason-no-keys-inside = the file holds no key
reason-key-ssh = the file holds an SSH key, which the program does not support; choose the file of the recovery key
reason-key-damaged = the key in the file is cut or was changed; copy the file again
reason-key-putty = the file holds an SSH key of PuTTY (.ppk), which the program does not support; choose the file of the recovery key
reason-key-pem = the file holds a key or certificate in the PEM format, which the program does not support; choose the file of the recovery key
reason-key-pgp = the file holds a PGP key or message, which the program does not support; choose the file of the recovery key
reason-key-plugin = the file points to a key of an age plugin, such as a security key, which the program does not support; choose the file of the recovery key
reason-key-post-quantum = the file holds a post-quantum key, which the program does not support; choose the file of the recovery key
reason-key-public = the file holds a public key only, which cannot open cases; choose the file of the recovery key
reason-not-sealed = it could not be encrypted
reason-needs-passphrase = it is protected by a passphrase
reason-needs-key = it opens with a key, not a passphrase
reason-wrong-passphrase = the passphrase is wrong
reason-other-key = it is encrypted with another key
reason-cut = the file is incomplete; copy it again or use a backup
reason-damaged = the file is damaged; use a backup
reason-too-many-keys = it holds more keys than the program tries; use the file of the recovery key
reason-unknown-encryption = it is encrypted in a way that the program does not know; use a newer version
reason-too-much-work = it cannot be from this program: one try of its passphrase takes more memory and time than the program allows
reason-too-large-inside = it cannot be from this program
reason-several-encrypted = the file holds several encrypted files; save each of them to a file of its own
reason-no-key-store = the computer's key store does not answer
reason-key-store-locked = the computer's key store is locked; unlock it and try again
reason-key-store-not-ours = the key in the computer's key store cannot be read; contact your IT department
reason-key-store-busy = another window is creating a key; try again
reason-no-keys = there is no key to encrypt with
reason-key-perhaps-kept = the key store does not answer and may have stored the key; keep the file, and try again with a new file name
reason-no-copy = it is from a newer version of the program, or not from the program at all
reason-copy-slow = the recovery copy could not be written yet, because its folder does not respond. Save the case
reason-no-place = the system has no folder for recovery copies
reason-key-needs-passphrase = The recovery key is protected by a passphrase. Enter it below.

## After a crash

crash-title = The program closed because of an error
crash-text = Cases that you saved are not affected.
crash-kept = What you had not saved is, encrypted, in { $folder } and is offered when the program starts again. What you typed last may be missing.
crash-not-kept = There is no recovery copy. What you had not saved is lost.
crash-place = Place of the error (for the developers): { $place }. This message holds no patient data.
crash-again = Start again
recover-retry = Try again
reason-not-now = the file cannot be read right now; try again later
reason-no-copy-key = it is damaged, or its key no longer exists
