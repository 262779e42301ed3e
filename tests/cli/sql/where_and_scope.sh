# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" sql "$SAMPLES/bank-en" -q --where "channel = 'Phone'" "select channel, count(*) n, sum(status = 'Enquiry') enquiries from complaints"
