/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

const struct phrases en_digital_phrases[] = {
    {DIGITAL_CRASH,
     LIST("App [crashes|keeps crashing|crashed]", "App closes itself", "Since the update the app crashes"),
     LIST(
         "since the update {date} the app crashes as soon as I [open it|tap Payments|use my fingerprint]. Reinstalled {n} times.",
         "your mobile app keeps crashing on my [iPhone|tablet|new phone], and my card payment is due today.",
         "the app crashed in the middle of a payment of {amt}. [Did it go or not?|I dare not try again.]",
         "the banking app freezes, then closes. It has been like that for {days}. [Support says reinstall|Nobody answers].")},
    {DIGITAL_LOGIN,
     LIST("Cannot log in", "Login [fails|failed|not possible]", "Locked out of [online banking|the app]"),
     LIST(
         "{date} I cannot log in to online banking. The password is right, the message says ‘[session expired|something went wrong]’.",
         "login fails with face recognition every time and after {n} tries I am locked out. [I am abroad|The branch is an hour away].",
         "new phone, and now I can't log in because the code goes to [the old one|an address I never had].",
         "unable to log in since {time}. I have wages of {big} to send today.",
         "the log-in page goes round and round, on any device. How am I to see my money?")},
    {DIGITAL_SMS,
     LIST("Security code [not received|never arrives]", "No passcode by text",
          "One-time code [late|missing]"),
     LIST(
         "the security code never arrives, so I could not pay {amt} {date}. [Full signal|Other texts come at once].",
         "one-time passcode comes after {n} minutes and is expired by then. I tried {n} times.",
         "I get no verification code abroad and there is no other way to approve a payment. [Stranded|What now?]",
         "your text with the code was not received. My network says [it never came from you|nothing is blocked].",
         "no passcode by text for {days}, so online shopping is over for me.")},
    {DIGITAL_OUTAGE, LIST("System [down|outage]", "Online banking down [again|]", "Outage on pay day"),
     LIST(
         "your systems were down {date} for {wait}. [My shop could take no cards|I stood at a petrol station without money].",
         "another outage on [pay day|a Saturday night], no notice on the website, and the helpline engaged.",
         "online banking was down from {time}. I missed a deadline and it cost me {small}.")},
    {DIGITAL_ATM, LIST("Cash machine [out of order|did not pay out]", "ATM debited me, no cash"),
     LIST(
         "the cash machine at {unit} debited {amt} {date} and paid out nothing. [No receipt either|I was told to wait {days}].",
         "both cash machines at {unit} have been out of order for {days}. The next one is {n} miles away.",
         "the deposit machine counted {small} less than I put in. It jammed and [printed nothing|a notice says sorry].",
         "ATM out of cash every weekend. [This is a village with one bank|Tourists empty it].")},
    {0, NULL, NULL},
};
