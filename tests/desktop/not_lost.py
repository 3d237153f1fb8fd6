"""The steps that try whether what was typed outlives the program: with a key store and without, killed and crashed.

Each step gives what is worth printing.
"""

import datetime
import os
import re
import signal
import time

import watch
from criteria import PATIENT_NAME
from left_files import faults_of, mode
from screen import Stuck, wait_for, xdotool
from traces import CRASHING_NAME
from trial import PATIENCE

# The program's promise, in seconds.
KEPT_WITHIN = 2.0
# Where others compile on the same computer, it may be missed once.
ATTEMPTS = 3


def no_key_store(trial):
    """Without a key store, nothing is kept, and that is told."""
    trial.start()
    trial.check(watch.sees_title(trial.screen.window, trial.screen.program.pid), "a patient as the title is not seen")
    trial.types_patient(PATIENT_NAME)
    trial.waits_for_text(trial.texts.get("recovery-impossible"))
    # A copy would be there by then.
    trial.reader.pump(KEPT_WITHIN + 1.0)
    left = [path.name for path in (trial.screen.folder / "state").rglob("*") if path.is_file()]
    trial.check(not left, f"files are written into the state folder: {left}")
    trial.keyboard.press("ctrl+s")
    trial.dialog("save-title")
    trial.reader.find("password text", trial.texts.get("passphrase"), PATIENCE)
    trial.keyboard.press("Escape")
    trial.dialog_goes()
    trial.quit(discard=True)
    trial.check(not trial.screen.has_key_store(), "there is a key store")
    return "told, nothing written; saving offers a passphrase"


def recovery_copy(trial):
    """What is typed is kept soon, encrypted."""
    trial.start()
    trial.waits_for_focus(trial.texts.get("name"))
    trial.waits_for_text(trial.texts.get("nothing-leaves"))
    name = seconds_until_kept(trial, lambda: trial.keyboard.type(PATIENT_NAME))
    number = seconds_until_kept(trial, trial.types_number)
    seconds = [max(name, number)]
    while seconds[-1] > KEPT_WITHIN and len(seconds) < ATTEMPTS:
        seconds.append(seconds_until_kept(trial, lambda: trial.types_more("e")))
    trial.check(min(seconds) <= KEPT_WITHIN, f"the last change was written {seconds} s after it")
    kept = trial.copies.all()
    if len(kept) != 1:
        raise Stuck(f"there are {len(kept)} recovery copies")
    trial.has_no(faults_of(kept[0]))
    folder = mode(trial.copies.folder)
    trial.check(folder == 0o700, f"the folder of recovery copies has the mode {folder:o}")
    after = " and ".join(f"{each:.2f} s" for each in [name, number, *seconds[1:]])
    return f"up to date {after} after the last change; {kept[0].stat().st_size} bytes, mode {mode(kept[0]):o}"


def seconds_until_kept(trial, change):
    """How long after the last key of a change a recovery copy is written for the last time."""
    before = time.time()
    change()
    typed = time.time()
    latest = trial.copies.come_to_rest(before, KEPT_WITHIN + 1.0, trial.reader.pump, PATIENCE)
    if latest is None:
        raise Stuck("the change is in no recovery copy, or the copy does not come to rest")
    # The program may have been quicker than the tool that presses the keys.
    return max(latest - typed, 0.0)


def killed(trial):
    """What was typed before the program is killed comes back."""
    seconds_until_kept(trial, lambda: trial.types_more(" den Yngre"))
    now = datetime.datetime.now()
    trial.stop()
    trial.traces.look()
    trial.start()
    trial.dialog("recover-title")
    moment = offered_moment(trial)
    times = [f"{now - datetime.timedelta(minutes=ago):%H:%M}" for ago in range(3)]
    trial.check(moment.endswith(tuple(times)), f"the copy is said to be of {moment}, at {now:%H:%M}")
    trial.takes_default("recover-one")
    trial.shows_case(trial.name)
    trial.waits_for_text(trial.texts.get("notice-recovered"))
    trial.check(trial.has("label", trial.texts.get("unsaved")), "the recovered case does not count as unsaved")
    count = len(trial.copies.all())
    trial.check(count == 1, f"there are {count} recovery copies after the recovery")
    return f"offered as of {moment}, and back"


def offered_moment(trial):
    """The time of the one case that is offered, which stands with the title of its indication."""
    title = trial.criteria.of(trial.criteria.indications[0]["title"])
    pattern = re.escape(trial.texts.get("recover-kept-at", moment="MOMENT")).replace("MOMENT", "(.+)")
    names = [node.name for node in trial.dialog("recover-title").all()]
    trial.check(title in names, f"»{title}« is not among what is offered: {names}")
    moments = [match[1] for name in names if (match := re.fullmatch(pattern, name))]
    if len(moments) != 1:
        raise Stuck(f"no time, or several: {names}")
    return moments[0]


def crash(trial):
    """A crash is told in a window of another process, which leads back to the case."""
    os.environ["WGS_REFERRAL_FAILS_AT"] = CRASHING_NAME
    try:
        place = crash_and_start_again(trial)
    finally:
        del os.environ["WGS_REFERRAL_FAILS_AT"]
        for process in trial.programs():
            os.kill(process, signal.SIGKILL)
    trial.start()
    trial.dialog("recover-title")
    trial.takes_default("recover-one")
    trial.shows_case(CRASHING_NAME)
    trial.quit(discard=True)
    trial.copy_goes()
    return f"told with its place alone ({place}); the case is offered, and back"


def crash_and_start_again(trial):
    """The crash, what is told of it, and the program that is started from there; gives the fault's place."""
    trial.start()
    log = len(trial.screen.program_log())
    crashed = trial.screen.program
    trial.types_patient(CRASHING_NAME)
    trial.reader.wait_for("crash", lambda: not trial.is_running(), PATIENCE)
    told = wait_for("window of the crash", lambda: windows_of_others(trial, crashed.pid), PATIENCE)[0]
    trial.reader.attach(told, least=5)
    place = tells_of_crash(trial, trial.screen.program_log()[log:])
    trial.look_from_outside()
    trial.traces.look()

    xdotool("windowfocus", "--sync", xdotool("search", "--onlyvisible", "--pid", str(told)).split()[-1])
    trial.takes_default("crash-again")
    others = lambda: [process for process in windows_of_others(trial, crashed.pid) if process != told]
    again = wait_for("window of the program that is started again", others, PATIENCE)[0]
    wait_for("end of the window of the crash", lambda: told not in trial.programs(), PATIENCE)
    trial.reader.attach(again)
    trial.dialog("recover-title")
    trial.look_from_outside()
    # It would fail over this patient again.
    os.kill(again, signal.SIGKILL)
    wait_for("end of the program", lambda: again not in trial.programs(), PATIENCE)
    return place


def tells_of_crash(trial, said):
    """The window of a crash and the program's log tell the fault's place, which this gives, and not the patient."""
    text = trial.told()
    trial.tells_nothing(text, "the window of the crash")
    trial.tells_nothing(said, "the program's log")
    for message in [trial.texts.get("crash-title"), trial.texts.get("crash-kept", folder=trial.copies.folder)]:
        trial.check(message in text, f"the window of the crash lacks »{message}«, and tells {text.splitlines()}")
    place = re.search(r"src/[\w/]+\.rs:\d+:\d+", text)
    if not trial.check(place, f"the window of the crash tells no place: {text!r}"):
        return None
    trial.check(f"internal error at {place[0]}" in said, f"the program's log tells no place: {said!r}")
    return place[0]


def windows_of_others(trial, process):
    """The processes that run the program and have a window, but for this one."""
    has_window = lambda other: xdotool("search", "--onlyvisible", "--pid", str(other), check=False).split()
    return [other for other in trial.programs() if other != process and has_window(other)]
