/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

const struct phrases en_product_phrases[] = {
    {PRODUCT_BALANCE,
     LIST("[Wrong balance|Balance wrong] in the app", "Balance does not add up",
          "Available balance [incorrect|shows zero]"),
     LIST(
         "{date} my balance showed {small} although {amt} had been paid in the day before. [Nobody can explain it|It changed back by itself later].",
         "the balance on the cash machine and the balance online differ by {amt}. [Which one is right?|I cannot plan my bills like this.]",
         "I paid {amt} in at {unit} {date} and the account balance is [still unchanged|still incorrect] after {days}.",
         "my salary arrived according to payroll, yet the balance says zero. {wait} on the phone and no answer.")},
    {PRODUCT_TRANSFER,
     LIST("Transfer [failed|not received|never arrived]", "Payment [bounced|went missing]",
          "Bank transfer stuck [as pending|]"),
     LIST(
         "{date} I made a transfer of {amt} to my [landlord|builder|daughter]. It left my account but [was never received|still says pending].",
         "transfer failed {n} times with the message ‘try again later’, and now [I owe a late fee|the deposit on the flat is gone].",
         "a standing order for {amt} did not go out {date}. [Nothing had changed on my side|There was more than enough money].",
         "I sent {big} for the completion of a house purchase and the transfer was held for {days} without a word.",
         "an international payment of {amt} was returned [without a reason|less a charge of {small}] and I must send it again.")},
    {PRODUCT_WEALTH,
     LIST("Investment proceeds [not credited|missing]", "ISA [interest|transfer] not credited",
          "Bond matured, [money missing|interest not paid]"),
     LIST(
         "my fixed rate bond of {big} matured {date} and [neither the capital nor the interest|the interest has not] been credited.",
         "I sold my fund units {days} ago and the proceeds of {amt} have not been credited to my account.",
         "the ISA transfer has taken {days}. [Both banks say it is with the other|I lost the interest meanwhile].",
         "the return on my investment is {amt} less than the illustration I was given, [and no one replies|with no explanation].")},
    {PRODUCT_ATM_SWALLOW, LIST("Card [swallowed|retained] by the machine", "Cash machine kept my card"),
     LIST(
         "{date} the cash machine at {unit} swallowed my card [for no reason|after one wrong PIN]. [I was left without money for the weekend|Nobody answered the number on it].",
         "my card was retained by the ATM and when I went back [it had been destroyed|nobody knew where it was].",
         "the machine kept {who}'s card at {time}. The branch said come back in {days}.")},
    {PRODUCT_DOUBLE_CHARGE,
     LIST("Charged twice[ for one purchase|]", "Duplicate payment taken",
          "Direct debit [taken twice|duplicated]"),
     LIST(
         "{date} I was charged twice for the same purchase, {amt} each time. The shop [has one receipt only|says it is the bank].",
         "my [gas|council tax|phone|gym] direct debit was taken twice this month and pushed me [overdrawn|into a fee of {small}].",
         "the page froze so I paid again; now there is a duplicate payment of {amt} and only one [order|booking].",
         "mortgage instalment debited twice {date}. I asked for the second {amt} back {n} times.",
         "I was double charged {small} on my card and must ‘wait {days}’ for my own money.")},
    {PRODUCT_FEE,
     LIST("Unfair [annual fee|overdraft fee|charges]", "[Unexpected|Hidden] fee of {small}",
          "Please refund the [annual fee|charge]", "Fee not explained"),
     LIST(
         "I was charged an annual fee of {small} {date} although [the card was sold as free|I cancelled it in time]. Please refund it.",
         "overdraft fees of {small} because a [cheque|payment] cleared one day late. That is out of all proportion.",
         "I was not told about the {small} foreign transaction fee [before I travelled|when I opened the account].",
         "an arrangement fee of {amt} appeared on my account. [I never agreed to it|Nobody mentioned it at the interview].",
         "monthly account fee still taken {days} after I closed the packaged account, [{small} so far|again and again].",
         "the charges for my small business account went up to {small} [and the tariff is impossible to find|without any reason given].")},
    {PRODUCT_GRACE,
     LIST("Late fee [in the grace period|although I paid]",
          "Interest charged, [paid one day late|grace period ignored]"),
     LIST(
         "I paid my card {n} days after the statement date, inside the grace period, and was still charged interest of {small}.",
         "late payment fee of {small} because the due date fell on a [Sunday|bank holiday]. What is the grace period for?",
         "I missed the full amount by {small} and you charged interest on all {amt}. No one explained how the interest-free period works.")},
    {0, NULL, NULL},
};
