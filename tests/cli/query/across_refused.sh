# SPDX-License-Identifier: GPL-3.0-or-later
query() { "$REDRESS" query "$SAMPLES/bank-en" -q "$@"; echo $?; }
query --by product --across product
query --by product,channel,region,unit,level --show received
query --by month --across week
query --by product --across customer --unmasked
query --by product --across chanel
query --by product --across channel --fail-on 'received>0'
