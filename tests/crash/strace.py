#!/usr/bin/env python3
"""Kills the program at its system calls, or makes them fail, and looks at what is left.

    tests/crash/strace.py --binary target/debug/revmentor --cohort DIR \\
        --command "withdraw M07 --today 2027-02-01" --command "undo" [--every 1] [--errors] [--again 20]

Each command is run on a fresh copy of the cohort directory: once unharmed, which gives the new tree, and then killed on
entering its n-th call of each kind, for every n (or every k-th, with --every k). After each kill the next command
(--next, "status" unless told) must succeed by itself, and the tree must be the old one or the new one; `.revmentor/` does
not count. Times do not count either, so the command must not depend on them: give --today and --seed.

--errors     also lets each call fail with ENOSPC, EIO, EDQUOT, EROFS, once and for good: success means the new tree,
             a refusal the old one, unless the next command finishes what was decided
--again N    also kills the next command at each of its calls, from N of the states in which a change was decided but not
             in place

Needs strace (Debian: apt install strace). Where it is missing or may not trace, that is said, and the status is 0.
"""

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

CALLS = ("openat write rename renameat renameat2 unlink unlinkat rmdir mkdir mkdirat chmod fchmod fchmodat "
         "fsync fdatasync syncfs ftruncate flock close").split()
FAILING = [call for call in CALLS if call != "close"]
ERRORS = "ENOSPC EIO EDQUOT EROFS".split()
KILLED = (137, -9)  # strace dies of the signal that its program died of
OWN = ".revmentor"


def tree(root):
    """The digests of all files but the transaction's own, by path."""
    found = {}
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name != OWN]
        for name in files:
            path = Path(folder, name)
            found[str(path.relative_to(root))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


class Probe:
    """One command on copies of one cohort directory."""

    def __init__(self, options, command, work):
        self.options, self.command, self.work = options, shlex.split(command), work
        self.faults, self.kills, self.failures = [], 0, 0
        self.old = tree(options.cohort)
        root = self.copy(options.cohort)
        done = self.run(root, self.command)
        if done.returncode != 0:
            sys.exit(f"`{command}` fails unharmed:\n{done.stderr}")
        self.new = tree(root)
        if self.new == self.old:
            print(f"`{command}` changes nothing: every kill will look harmless")

    def copy(self, source):
        root = Path(tempfile.mkdtemp(dir=self.work), "cohort")
        shutil.copytree(source, root, symlinks=True)
        return root

    def run(self, root, command, inject=None, log="/dev/null"):
        words = [self.options.binary, "-C", str(root), *command]
        if inject:
            call = inject.split(":")[0]
            words = ["strace", "-qq", "-o", log, "-e", f"trace={call}", "-e", f"inject={inject}", *words]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    def fault(self, what, done=None):
        self.faults.append(what)
        print(f"BAD {what}\n{done.stderr.strip() if done else ''}", flush=True)

    def settle(self, root, what):
        """The next command, and what is there after it: True for the new tree, False for the old one."""
        done = self.run(root, shlex.split(self.options.next))
        if done.returncode != 0:
            self.fault(f"{what}: the next command ends with {done.returncode}", done)
        now = tree(root)
        if now not in (self.old, self.new):
            self.fault(f"{what}: mixed: {sorted(set(now.items()) ^ set(self.old.items()))}")
        return now == self.new

    def points(self):
        """Which calls are struck: the first, and then every k-th."""
        return count(1, self.options.every)

    def kill(self, call, keep=None):
        for number in self.points():
            root = self.copy(self.options.cohort)
            done = self.run(root, self.command, f"?{call}:signal=KILL:when={number}")
            what = f"killed at {call} {number}"
            if done.returncode not in KILLED:
                if done.returncode != 0:
                    self.fault(f"{what}: ends with {done.returncode}", done)
                shutil.rmtree(root.parent)
                return
            self.kills += 1
            if keep is not None and Path(root, OWN, "txn").exists():
                keep.append(self.copy(root))
            self.settle(root, what)
            shutil.rmtree(root.parent)

    def kill_again(self, state):
        """Kills the next command at every call while it finishes what was decided."""
        for call in CALLS:
            for number in self.points():
                root = self.copy(state)
                done = self.run(root, shlex.split(self.options.next), f"?{call}:signal=KILL:when={number}")
                if done.returncode not in KILLED:
                    shutil.rmtree(root.parent)
                    break
                self.kills += 1
                if not self.settle(root, f"killed again at {call} {number}"):
                    self.fault(f"killed again at {call} {number}: what was decided is taken back")
                shutil.rmtree(root.parent)

    def fail(self, call, error, for_good):
        for number in self.points():
            root = self.copy(self.options.cohort)
            log = str(root.parent / "trace")
            done = self.run(root, self.command, f"?{call}:error={error}:when={number}{'+' if for_good else ''}", log)
            what = f"{error} at {call} {number}{' and later' if for_good else ''}"
            struck = "INJECTED" in Path(log).read_text(errors="replace")
            if done.returncode == 0 and tree(root) != self.new:
                self.fault(f"{what}: success without the new tree", done)
            decided = Path(root, OWN, "txn").exists()
            if done.returncode != 0 and not decided and tree(root) not in (self.old, self.new):
                self.fault(f"{what}: refused, but something was changed", done)
            self.settle(root, what)
            shutil.rmtree(root.parent)
            if not struck:
                return
            self.failures += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--cohort", required=True)
    parser.add_argument("--command", action="append", required=True, help="a verb with its arguments; may be repeated")
    parser.add_argument("--next", default="status", help="the command that comes after")
    parser.add_argument("--every", type=int, default=7, help="strike every k-th call; 1 for all")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--again", type=int, default=0, metavar="N")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    options.binary = str(Path(options.binary).resolve())
    if shutil.which("strace") is None:
        print("skipped: strace is not installed")
        return 0
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode != 0:
        print("skipped: strace may not trace here")
        return 0
    faults = 0
    for command in options.command:
        with tempfile.TemporaryDirectory() as work, ThreadPoolExecutor(options.jobs) as pool:
            probe, states = Probe(options, command, work), []
            tasks = [pool.submit(probe.kill, call, states) for call in CALLS]
            if options.errors:
                tasks += [pool.submit(probe.fail, call, error, for_good)
                          for call in FAILING for error in ERRORS for for_good in (False, True)]
            for task in tasks:
                task.result()
            step = max(1, len(states) // max(1, options.again))
            for task in [pool.submit(probe.kill_again, state) for state in states[::step][:options.again]]:
                task.result()
            print(f"{command}: {probe.kills} kills, {probe.failures} errors, {len(probe.faults)} bad", flush=True)
            faults += len(probe.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
