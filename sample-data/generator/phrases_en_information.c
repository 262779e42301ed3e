/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

const struct phrases en_information_phrases[] = {
    {EXPLAIN_TERMS, LIST("Terms [unclear|not explained]", "Small print", "[Policy|Loan] terms confusing"),
     LIST(
         "the terms of my {product} were never explained. Now a clause on page {n}4 costs me {amt}.",
         "the small print says ‘at our discretion’, so the {amt} is [refused|lost]. The terms and conditions are unclear on purpose.",
         "I asked {n} times what the terms mean and got {n} answers. [Please put it in writing|I want it in plain English].",
         "nobody explained the exclusion in the insurance policy and my claim of {amt} was turned down.")},
    {EXPLAIN_MISSELLING,
     LIST("Mis-sold [insurance|investment|bond]", "Mis-sold {product}", "Misleading advice"),
     LIST(
         "{who} went to {unit} to renew a savings bond and came home with an insurance plan of {big}. It was mis-sold.",
         "the adviser promised my money was safe and could be taken out at any time. I am {amt} down. Misleading, to say the least.",
         "I was told the loan depended on buying cover for {amt}. That is mis-selling.",
         "the risk questionnaire was filled in for me. I am {n}0 years old and was sold a high risk fund: mis-selling of the worst kind.",
         "I was misled about the early exit charge of {amt}; it was never mentioned.")},
    {EXPLAIN_RATE,
     LIST("Interest rate [changed without notice|lower than promised]",
          "Rate change not [explained|communicated]"),
     LIST(
         "my savings rate was cut from 4.1% to 1.2% and I was not told. On {big} that is a lot of money.",
         "the mortgage interest rate offered {date} is not the rate in the contract. [Monthly payment up by {small}|I have the e-mail].",
         "the bond rolled over at a lower interest rate without asking me.",
         "the advertised rate was for new customers only, which nobody told me. Fourteen years' loyalty counts for nothing.")},
    {INFO_NOT_UPDATED, LIST("[Address|Phone number|Name] not updated", "My details are still wrong"),
     LIST(
         "I changed my address {date} and letters still go to the old one. My details have not been updated.",
         "my new phone number was registered at {unit}, yet codes go to the old phone. [Updated twice|I have the receipt].",
         "my married name is on the card but not updated on the account, so {amt} was sent back.",
         "the record still has my ID as expired although I uploaded it {n} times.")},
    {INFO_NO_NOTICE, LIST("No [notice|notification|letter] received", "Nobody informed me", "Alert not sent"),
     LIST(
         "my bond of {big} matured {date} and no notice was sent. It has earned nothing for {days}.",
         "I pay for text alerts and have received no notification since {day}.",
         "the branch moved and I was not informed. I stood in front of an empty shop with {who}.",
         "no letter, no e-mail: the direct debit date was changed and the payment of {amt} bounced. I was never notified.")},
    {INFO_STATEMENT, LIST("[Statement|Statements] [wrong|incorrect|missing]", "Error on my statement"),
     LIST(
         "my statement of {day} is incorrect: a refund of {amt} is missing [and interest was added|].",
         "the statement shows a payment of {small} from [somebody else's card|a shop I never visited]. Please correct the statement.",
         "for {n} months no statement arrived, and the online one is [blank|in the wrong name]. My accountant needs it.",
         "the certificate of interest is wrong by {amt}, so my tax return is wrong as well.")},
    {INFO_CREDIT_RECORD,
     LIST("Credit [file|record|score] wrong", "Default [recorded|registered] in error",
          "Please correct my credit file"),
     LIST(
         "a missed payment of {small} is on my credit file although [the money was in the account|I had closed the card]. My mortgage was refused.",
         "you registered a default {date} for a debt I paid {days} earlier. Please correct my credit record.",
         "my credit report shows a loan of {big} that is not mine.",
         "the account is settled but my credit file still says open. [Third request|I cannot rent a flat because of it].")},
    {0, NULL, NULL},
};
