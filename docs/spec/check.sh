#!/usr/bin/env bash
# Checks ownership.pml with SPIN: the model must hold, each control must fail. One line a check. Needs spin and gcc; 1 to 2 minutes and 1.5 GiB on one core.
set -euo pipefail
model=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/ownership.pml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0

# check NAME EXPECTED "model options" "compiler options" "verifier options"; EXPECTED: holds, or the assertion that must be violated
check() {
    local errors violated full verdict
    rm -f -- *
    # shellcheck disable=SC2086 # lists of options
    { spin $3 -a "$model" > spin.out && gcc -O2 -w -DCOLLAPSE -DMEMLIM=1600 $4 -o pan pan.c; } || { cat spin.out; exit 1; }
    # shellcheck disable=SC2086
    ./pan -m1000000 $5 > out 2>&1 || true
    errors=$(sed -nE 's/.*errors: ([0-9]+).*/\1/p' out)
    violated=$(sed -nE 's/^pan:[0-9]+: (.*) \(at depth.*/\1/p' out)
    # a search that ran out of memory or depth proves nothing
    full=yes
    if grep -qE 'out of memory|max search depth too small|Search not completed|Interrupted' out; then full=no; fi
    verdict=FAILED
    if [[ $2 == holds && $errors == 0 && $full == yes ]]; then verdict='ok, holds'; fi
    if [[ $2 != holds && $errors == 1 && $violated == "assertion violated "$2 ]]; then verdict='ok, fails'; fi
    [[ $verdict == ok* ]] || failed=1
    printf '%-10s %-34s %10s states  depth %4s  %6s s  %5s MB  %s\n' "$verdict" "$1" \
        "$(sed -nE 's/^ *([0-9.e+]+) states, stored.*/\1/p' out)" "$(sed -nE 's/.*depth reached ([0-9]+).*/\1/p' out)" \
        "$(sed -nE 's/.*elapsed time ([0-9.e+-]+) s.*/\1/p' out)" "$(sed -nE 's/^ *([0-9]+)[0-9.]*\ttotal actual memory.*/\1/p' out)" "$violated"
}

two='*live*'
check 'safety, 2 faults' holds -DFAULTS=2 -DSAFETY ''
check 'safety, 1 fault, more posts' holds '-DFAULTS=1 -DPOSTS=2' -DSAFETY ''
check 'each run concludes, 1 fault, fair' holds '-DFAULTS=1 -DPROGRESS' -DNFAIR=3 '-a -f -N concludes'
check 'something is submitted, 2 faults' holds '-DFAULTS=2 -DPROGRESS' -DNFAIR=3 '-a -f -N progress'
check 'control: no claim' "$two" '-DFAULTS=2 -DONLY_TWO_LIVE -DNO_CLAIM' -DSAFETY ''
check 'control: no look-up' "$two" '-DFAULTS=2 -DONLY_TWO_LIVE -DNO_LOOKUP' -DSAFETY ''
check 'control: no act deadline' "$two" '-DFAULTS=2 -DONLY_TWO_LIVE -DNO_DEADLINE' -DSAFETY ''
check 'control: memory not asked for' "$two" '-DFAULTS=2 -DONLY_TWO_LIVE -DNO_RECALL' -DSAFETY ''
check 'control: no unique sequence' '*started*' -DFAULTS=2\ -DNO_UNIQUE -DSAFETY ''
check 'assumption: a post leaves in time' "$two" '-DFAULTS=2 -DONLY_TWO_LIVE -DLATE_POST' -DSAFETY ''
check 'assumption: posted ids are remembered' "$two" '-DFAULTS=2 -DONLY_TWO_LIVE -DFORGETS_EARLY' -DSAFETY ''
exit $failed
