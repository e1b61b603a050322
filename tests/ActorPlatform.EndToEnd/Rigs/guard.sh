#!/usr/bin/env bash
# usage: guard.sh TEST_PID PIDS_FOLDER [RIG]          (with RIG: RIG_PORT_BASE in the environment)
# Starts the rig's cluster a if there is a rig, says "ready", and clears up when the tests are gone, however they ended: their engines, databases and sandbox
# (one file a process, named by its pid, holding a word of its command line), their folder unless ACTORPLATFORM_KEEP is set, then the rig's cluster and its data.
# The lock keeps a second test run away from the same ports until all of that is done.
set -u
tests=$1 pids=$2 rig=${3:-}

if [ -n "$rig" ]; then
    exec 9>"${TMPDIR:-/tmp}/actorplatform-rig-$RIG_PORT_BASE.lock"
    flock -w 180 9 || { echo "failed: another test run holds the ports from $RIG_PORT_BASE on"; exit 1; }
fi

clear_up() {
    local file pid word
    for file in "$pids"/*; do
        [ -f "$file" ] || continue
        pid=${file##*/} word=$(cat "$file")
        [ -n "$word" ] || continue
        # The pid may have gone to somebody else since: only a process with that word is ours.
        tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$word" && kill -KILL "$pid" 2>/dev/null
        case $word in "${TMPDIR:-/tmp}"/actorplatform-e2e-pg-*) rm -rf -- "$word" ;; esac
    done
    [ -n "${ACTORPLATFORM_KEEP:-}" ] || rm -rf -- "${pids%/pids}"
    [ -n "$rig" ] || return
    "$rig" down a 9>&- >/dev/null 2>&1
    "$rig" wipe 9>&- >/dev/null 2>&1
}
trap clear_up EXIT

if [ -n "$rig" ]; then
    "$rig" wipe 9>&- >/dev/null 2>&1
    output=$("$rig" setup 9>&- 2>&1 && "$rig" up a 9>&- 2>&1) || { echo "failed: ${output//$'\n'/ | }"; exit 1; }
fi
echo ready
while kill -0 "$tests" 2>/dev/null; do sleep 1; done
