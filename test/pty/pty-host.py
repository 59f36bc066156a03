"""Runs a program in a pseudo terminal of its own and speaks JSON lines about it; driven by pty.ts.

Usage: pty-host.py COLUMNS ROWS PROGRAM ARGUMENTS...

In:  {"type": B64} {"resize": [COLUMNS, ROWS]} {"signal": NUMBER} {"read": BOOL} {"stty": true} {"hangUp": true}
Out: {"pid": N} {"output": B64} {"stty": TEXT} {"exit": CODE or null, "signal": NUMBER or null}
"""
import base64, fcntl, json, os, select, signal, struct, subprocess, sys, termios


def say(**message):
    os.write(1, (json.dumps(message) + '\n').encode())


def resize(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))


columns, rows, argv = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
master, slave = os.openpty()
resize(master, columns, rows)
pid = os.fork()
if pid == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    os.close(master)
    os.close(slave)
    os.execvp(argv[0], argv)

# The slave stays open here: the terminal, and what is in its buffer, outlives the program.
say(pid=pid)
wake_read, wake_write = os.pipe()
os.set_blocking(wake_write, False)
signal.signal(signal.SIGCHLD, lambda *_: None)
signal.set_wakeup_fd(wake_write)
os.set_blocking(master, False)
reading, pending, to_type, exited = True, b'', b'', False


def forward():
    while reading and master is not None:
        try:
            data = os.read(master, 65536)
        except (BlockingIOError, OSError):
            return
        if not data:
            return
        say(output=base64.b64encode(data).decode())


while True:
    watched = [0, wake_read] + ([master] if reading and master is not None else [])
    ready, writable, _ = select.select(watched, [master] if to_type else [], [])
    if writable:
        to_type = to_type[os.write(master, to_type):]
    if master in ready:
        forward()
    if wake_read in ready:
        os.read(wake_read, 4096)
    if not exited:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            exited = True
            forward()
            code = os.waitstatus_to_exitcode(status)
            say(exit=code if code >= 0 else None, signal=-code if code < 0 else None)
    if 0 in ready:
        chunk = os.read(0, 65536)
        if not chunk:
            if not exited:
                os.kill(pid, signal.SIGKILL)
            sys.exit(0)
        pending += chunk
        *lines, pending = pending.split(b'\n')
        for line in lines:
            command = json.loads(line)
            if 'type' in command:
                to_type += base64.b64decode(command['type'])
            if 'resize' in command:
                resize(master, *command['resize'])
            if 'signal' in command and not exited:
                os.kill(pid, command['signal'])
            if 'read' in command:
                reading = command['read']
            if 'stty' in command:
                say(stty=subprocess.run(['stty', '-a'], stdin=slave, capture_output=True, text=True).stdout)
            if 'hangUp' in command and master is not None:
                os.close(master)
                os.close(slave)
                master, to_type = None, b''
