"""Runs a command of Nix and does something when it is in the middle of deleting: midway.py ACTION REAL ARGS…

Its log comes through a pipe that holds no more than 4 KiB, so that it cannot be much further than what was read.
"""
import fcntl
import os
import signal
import subprocess
import sys

F_SETPIPE_SZ = 1031
action, *command = sys.argv[1:]
reading, writing = os.pipe()
fcntl.fcntl(writing, F_SETPIPE_SZ, 4096)
child = subprocess.Popen(command, stderr=writing)
os.close(writing)
signal.signal(signal.SIGINT, lambda *_: child.send_signal(signal.SIGINT))
deletions, line = 0, b""
while byte := os.read(reading, 1):
    os.write(2, byte)
    line += byte
    if byte != b"\n":
        continue
    deletions += b"deleting '" in line
    line = b""
    if deletions != 3:
        continue
    deletions += 1
    if action == "kill-caller":
        os.kill(os.getppid(), signal.SIGKILL)
        break
    if action == "interrupt-caller":
        os.kill(os.getppid(), signal.SIGINT)
    if action == "kill-nix":
        child.kill()
        child.wait()
        os.kill(os.getpid(), signal.SIGKILL)
os.close(reading)
sys.exit(child.wait())
