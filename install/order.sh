#!/usr/bin/env bash
# Lists the functions that a bot runs which is connected and idle; build.rs has them set side by side.
#
#   cargo rustc --release --bin receipts -- -C strip=none
#   valgrind --tool=callgrind --demangle=no --callgrind-out-file=idle.out target/release/receipts run   # Ctrl-C when connected
#   install/order.sh target/release/receipts idle.out >install/order.txt
#
# A function is named without its hash and number, which change with the compiler and with the program, unless that would
# bring in much that is not run: a generic function for other types.
set -euo pipefail
program=$1
shift

run() { sed -nE "s/^c?fn=\([0-9]+\) ([^']+)('[0-9]+)?$/\1/p" "$@"; }
symbols() { nm --print-size --defined-only "$program" | awk 'NF == 4 && $3 ~ /[tTwW]/' | sort; }
awk '
    function bytes(hex,    i, n) {
        for (i = 1; i <= length(hex); i++) n = n * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
        return n
    }
    FNR == NR { is_run[$0] = 1; next }
    {
        name = $4; sub(/\.llvm\.[0-9]+$/, "", name)
        short = name
        if (!sub(/17h[0-9a-f]+E(\.[0-9]+)?$/, "17h*", short)) sub(/\.[0-9]+$/, "*", short)
        size = bytes($2); all[short] += size
        if ($4 in is_run) { wanted[short] += size; found++; exact[found] = name; brief[found] = short }
    }
    END {
        for (i = 1; i <= found; i++) {
            others = all[brief[i]] - wanted[brief[i]]
            name = others > 4000 && others > wanted[brief[i]] / 2 ? exact[i] : brief[i]
            if (!(name in told)) { told[name] = 1; print name }
        }
    }' <(run "$@") <(symbols)
