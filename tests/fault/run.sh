#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whatever fails or kills a report: always a whole old or a whole new pack, never exit code 0 with something missing.
#   every open, read, write, fsync, rename and malloc of a small report made to fail in turn (shim.c), once and from then on
#   killed at random moments, interrupted at each write, no room on the disk, two at once, a folder that cannot be written
# Short: a part of them, chosen by a seed. FAULTS=long (make faults): all calls, and mallocs from 2,000 different places, with
# small documents; all calls that publish and a part of the others with all documents; 200 kills and more.
#
# A trial is FAULT,SET,CLEAN,CODES: what fails; with which documents (small, all); "clean" where nothing may stay behind; the
# only exit codes allowed ("any": all). Batches of trials run side by side (JOBS), each in a folder of its own.
set -u
ulimit -c 0
export LC_ALL=C TZ=UTC
long=${FAULTS:-short}
seed=${SEED:-20261102}
shim=$BUILD_DIR/shim.so
if grep -q __asan_init "$REDRESS" || grep -q __tsan_init "$REDRESS" || [ ! -f "$shim" ]; then
    echo "ok fault/shim (left out: the sanitizers have their own malloc)"
    exit 0
fi

# ---- one run

set_of() { # small or all
    [ "$1" = small ] && formats=json,csv,txt || formats=xlsx,pdf,html,json,csv,txt,eml,png,svg
}
report() { # title, folder
    "$REDRESS" report export.csv --period 2026-10 --gates off --jobs 1 --format $formats --title "$1" -o "$2" -q
}
export_of() { head -60 "$SAMPLES/bank-en/2026-10.csv" >export.csv; }

# What cannot be had here (unprivileged containers) is left out and said.
can_mount() { unshare -rm mount -t tmpfs none /mnt 2>/dev/null; }
can_drop() { setpriv --inh-caps=-all --bounding-set=-all true 2>/dev/null; }

full_disk() { # KiB: out is on a disk of that size, which holds the old pack
    unshare -rm sh -c 'mkdir -p disk && mount -t tmpfs -o size=$1k none disk && cp -r "$2" disk/out || exit 5
        "$REDRESS" report export.csv --period 2026-10 --gates off --jobs 1 --format $3 --title new -o disk/out -q
        code=$?
        rm -rf out .out.redress-* && cp -r disk/out out
        for left in disk/.out.redress-*; do [ -e "$left" ] && mkdir -p .out.redress-left; done
        exit $code' sh "$1" "$old" $formats
}
# At least one of two publishes, the other is told to wait; when it came after, the pack is whole all the same.
two_at_once() {
    report new out 2>said.first &
    report new out
    code=$?
    wait $!
    other=$?
    cat said.first
    case $code$other in
    04 | 40) return 0 ;;
    00) "$REDRESS" verify out >/dev/null && rm -rf out && cp -r "$new" out ;;
    *) return $((code + other)) ;;
    esac
}
read_only() {
    chmod 555 . out
    setpriv --inh-caps=-all --bounding-set=-all "$REDRESS" report export.csv --period 2026-10 --gates off --jobs 1 \
        --format $formats --title new -o out -q
    code=$?
    chmod 755 . out
    return $code
}
faulty() {
    case $1 in
    disk:*) full_disk "${1#*:}" ;;
    file:*) (ulimit -f "${1#*:}" && report new out) ;;
    two:*) two_at_once ;;
    read-only:*) read_only ;;
    *)
        timeout -k 5 60 env FAULT="$1" LD_PRELOAD="$shim" "$REDRESS" report export.csv --period 2026-10 --gates off --jobs 1 \
            --format $formats --title new -o out -q
        ;;
    esac
}

# ---- a batch of trials

same() { [ -d "$1" ] && diff -r "$1" "$2" >/dev/null; }
left_over() { ls -d .out.redress-* >/dev/null 2>&1; }
problem() {
    echo "not ok fault/$fault: $1 (exit code $code)"
    sed 's/^/# /' said | head -3
}
expected_code() { # codes like 0/4
    case /$2/ in */any/* | */$1/*) true ;; *) false ;; esac
}

# What the folder holds now must be one of the two packs; the new one after exit code 0.
judge() { # CLEAN CODES
    if same out "$new"; then state=new; elif same out "$old"; then state=old; else state=neither; fi
    if [ $state = neither ]; then problem "neither the old nor the new pack"; fi
    if [ $code -eq 0 ] && [ $state != new ]; then problem "said to be done, and is not"; fi
    # Libraries that draw do not look whether they got memory: there a crash is as good as a kill.
    if [ $code -eq 139 ] && [ "${fault%%:*}" != malloc ]; then problem "crashed"; fi
    if [ $code -eq 124 ]; then problem "did not end"; fi
    expected_code $code "$2" || problem "only $2 is expected"
    [ $code -ge 2 ] && [ $code -lt 5 ] || return
    if [ "$1" = clean ] && left_over; then problem "left something behind: $(ls -d .out.redress-*)"; fi
    [ -s said ] || problem "failed without a word"
}

# Puts the old pack back; the next run finds whatever else the last one left.
reset() {
    same out "$old" || { rm -rf out && cp -r "$old" out; }
}
batch() {
    folder=$(mktemp -d batch.XXXXXX) && cd "$folder" && export_of || exit 1
    for trial; do
        fault=${trial%%,*} rest=${trial#*,}
        set=${rest%%,*} rest=${rest#*,}
        set_of "$set"
        old=../old.$set new=../new.$set
        reset
        faulty "$fault" >said 2>&1
        code=$?
        judge "${rest%%,*}" "${rest#*,}"
        if left_over && [ "${rest%%,*}" = clean ]; then rm -rf .out.redress-*; fi
        echo "trial"
    done
    # After all of them the next run is as good as the first one.
    fault="the run after $*"
    reset
    report new out >said 2>&1
    code=$?
    judge clean 0
    cd .. && rm -rf "$folder"
}
if [ "${1:-}" = batch ]; then
    shift
    batch "$@"
    exit 0
fi

# ---- the plan

prepare() { # SET: its old and its new pack (which tells what the old one said), and how often it makes each call
    set_of "$1"
    report old out && cp -r out "old.$1" &&
        FAULT_COUNT=$PWD/counts.$1 LD_PRELOAD=$shim report new out && mv out "new.$1"
}
count_of() { sed -n "s/^$2 //p" "counts.$1"; }
# Of the numbers that come in, N by the seed, and the last one.
pick() {
    awk -v most="$1" -v seed="$seed" '{ all[NR] = $1 } END {
        srand(seed)
        for (i = 1; i <= NR; i++) if (NR <= most || rand() < most / NR || i == NR) print all[i] }'
}
upto() { awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) print i }'; }
# N numbers from LOW on, below HIGH.
steps() { awk -v low="$1" -v high="$2" -v n="$3" 'BEGIN { for (i = 0; i < n; i++) print int(low + (high - low) * i / n) }'; }

group() { # SET KIND MOST CLEAN
    upto "$(count_of "$1" "$2")" | pick "$3" | sed "s/.*/$2:&,$1,$4,any/"
}
places() { # SET MOST: the first malloc from each place
    count_of "$1" place | pick "$2" | sed "s/.*/malloc:&,$1,-,any/"
}
ends() { # SET KIND: the calls at the end are those that publish
    count=$(count_of "$1" "$2")
    for back in 0 1 2 3; do [ "$count" -le $back ] || echo "$2:$((count - back))+,$1,-,any"; done
}
kills() { # SET N: at a random call of any kind, and near the end, where packs are exchanged
    awk -v n="$(count_of "$1" any)" -v k="$2" -v seed="$seed" -v set="$1" 'BEGIN {
        srand(seed); for (i = 0; i < k; i++) print "any:" 1 + int(rand() * n) "=9," set ",-,any" }'
    upto "$(count_of "$1" rename)" | pick $(($2 / 4 + 1)) | sed "s/.*/rename:&=9,$1,-,any/"
}
signals() { # SET N: interrupted, it tidies up and says so
    for signal in 15 2 1; do
        upto "$(count_of "$1" write)" | pick "$2" | sed "s/.*/write:&=$signal,$1,clean,0\/4/"
    done
    echo "write:3=13,$1,clean,0" # a reader that has gone does not hinder publishing
}
no_room() { # SET N
    size=$(du -sk "old.$1" | cut -f1)
    steps 1 $((size * 2)) "$2" | sed "s/.*/file:&,$1,clean,0\/4/"
    can_mount && steps $((size + 8)) $((size * 5 / 2)) "$2" | sed "s/.*/disk:&,$1,clean,0\/4/"
}
others() { # SET N
    can_drop && echo "read-only:1,$1,clean,4"
    upto "$2" | sed "s/.*/two:&,$1,clean,0/"
}

export_of
prepare small || exit 1
if [ "$long" = long ]; then
    prepare all || exit 1
    {
        for kind in open read write fsync; do group small $kind 100000 clean; done
        group small rename 100000 -
        places small 2000
        for kind in open write fsync rename; do ends small $kind; done
        no_room small 20
        others small 10
        group all open 120 clean
        group all read 60 clean
        group all write 120 clean | sed "s/,/+,/" # a disk that is full stays full
        group all fsync 100000 clean
        group all rename 100000 -
        places all 200 | sed "s/,/+,/"  # and so does memory
        kills all 200
        signals all 11
        no_room all 10
        others all 3
    } >plan
else
    {
        group small open 5 clean
        group small read 3 clean
        group small write 4 clean
        group small fsync 4 clean
        group small rename 5 -
        places small 5
        ends small rename
        kills small 6
        signals small 1
        no_room small 2
        others small 1
    } >plan
fi
can_mount || echo "# no disk could be mounted: full disks left out"
can_drop || echo "# not root: the folder that cannot be written left out"

planned=$(wc -l <plan)
xargs -P "${JOBS:-$(nproc)}" -n $((planned < 100 ? 8 : 40)) sh "$0" batch <plan >results
grep -v '^trial' results
done=$(grep -c '^trial' results)
[ "$done" -eq "$planned" ] || echo "not ok fault/$long: only $done of $planned trials were made"
grep -q '^not ok' results || echo "ok fault/$long: $done trials, always a whole old or a whole new pack"
[ "$done" -eq "$planned" ] && ! grep -q '^not ok' results
