#!/bin/sh
# Runs the worker of one attempt. Called in the attempt's folder, in a session of its own, with the worker's command as
# arguments. It outlives the agent that called it, and leaves:
#   process   pid, start time and boot of this shell. Made whole and only once: whoever makes it runs the worker.
#   worker.err  appended to, since the agent cuts it while it grows.
#   exit      the worker's exit code, 128 + n when signal n ended it. Made whole, after the worker has ended.
worker_umask=$(umask)
umask 077
exec </dev/null >launch.err 2>&1

# The start time and the boot tell this process from a later one with the same number.
start_time() { shift 19 && echo "$1"; }
read -r stat <"/proc/$$/stat" || exit
read -r boot </proc/sys/kernel/random/boot_id || exit
# shellcheck disable=SC2086 # the fields after the name are wanted one by one
start=$(start_time ${stat##*) }) || exit

echo "$$ $start $boot" >"process.$$" || exit
ln "process.$$" process 2>/dev/null
lost=$?
rm -f "process.$$"
[ $lost -eq 0 ] || exit 0

# Asked to stop, this shell waits for the worker, which is asked as well, to write down how it ended.
trap : HUP INT TERM
(
    trap - HUP INT TERM
    umask "$worker_umask"
    exec "$@"
) >report.jsonl 2>>worker.err
code=$?

echo "$code" >exit.new && mv exit.new exit

# Nothing of the worker's process group outlives it, this shell included. What has left the group is found by its mark.
kill -KILL 0
