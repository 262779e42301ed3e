/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

const struct phrases en_credit_phrases[] = {
    {CREDIT_LIMIT, LIST("Credit limit [cut|reduced|refused]", "Credit limit increase refused"),
     LIST(
         "my credit limit was cut from {big} to {amt} without a reason. I have [never missed a payment|been with you for twenty years].",
         "the card was declined at a hotel {date}: you had reduced my credit limit and not said so. Embarrassing.",
         "a higher credit limit was refused, while you write to me every month to offer it.")},
    {CREDIT_SLOW,
     LIST("[Mortgage|Loan] application takes too long", "Still no decision[ on my mortgage|]",
          "Application delayed"),
     LIST(
         "my application was sent {date} and there is still no decision after {days}. [The seller is losing patience|We may lose the house].",
         "the mortgage offer has been delayed {n} times. The chain of {big} depends on it.",
         "you ask for the same payslips a third time. The application takes far too long.",
         "{product} approved in principle, then {days} of silence. [The deposit of {amt} is at risk|My rate lock expires].",
         "the business loan decision was delayed again; wages are due and I have been waiting for {days}.")},
    {CREDIT_COLLECTION,
     LIST("Harassed by [debt collectors|collections]", "Collections [calls|letters]",
          "Debt collection calls at work"),
     LIST(
         "your debt collectors ring {n} times a day, [at work|late at night], although a plan was agreed {date}.",
         "collections keep calling about a debt of a person I do not know. I told them {n} times.",
         "the collection agency threatened to [tell my employer|come to the house] over {amt}. This is harassment.",
         "I lost my job and asked for help. I got a debt collection letter instead.",
         "debt of {amt} paid in full, and still letters from the collectors, [one opened by a neighbour|in red].")},
    {CREDIT_PREPAY, LIST("Early repayment [charge|refused]", "Redemption figure", "Cannot repay early"),
     LIST(
         "an early repayment charge of {amt} was added although [the fixed term is over|I was told there is none].",
         "I want to repay early and have waited {days} for a redemption figure on {big}.",
         "my overpayment of {amt} was taken {date} and neither the term nor the instalment changed. Early repayment should save me something.")},
    {0, NULL, NULL},
};
