/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

const struct phrases en_service_phrases[] = {
    {ATTITUDE_COLD, LIST("Unhelpful staff", "[Cold|Indifferent] service", "Ignored at the desk"),
     LIST(
         "the cashier at {unit} was unhelpful and [never looked up|kept typing] while I asked about my {product}.",
         "I was ignored at the enquiry desk for {wait}. [Two staff talked about holidays|Not even a nod].",
         "cold and indifferent service {date}. I felt like [a nuisance|an intruder] in my own bank.",
         "the adviser sounded bored, read from a script and was plainly not interested in helping.")},
    {ATTITUDE_RUDE,
     LIST("Rude [staff|cashier|manager]", "Shouted at in the branch", "[Appalling|Dreadful] manners"),
     LIST(
         "{date} at {time} the cashier at {unit} was rude and shouted ‘[can't you read|next, I said]’ in front of everybody.",
         "the man on the phone was rude, [laughed at my accent|called me a liar] and hung up.",
         "I asked for the manager and she was aggressive and insulting. [I want an apology|{who} was in tears].",
         "rude, impatient security guard pushed {who} towards the door.")},
    {ATTITUDE_SHIRKING,
     LIST("Passed from pillar to post", "Nobody takes responsibility",
          "[Branch and helpline|Everyone] blames someone else"),
     LIST(
         "{n} calls, {n} departments, and I am passed from one to the next. Nobody takes responsibility for my {product} problem.",
         "{unit} says it is head office, head office says it is {unit}. I have been sent round in circles for {days}.",
         "every agent promises a call back and no one owns the case. [Passed around again today|I start from the beginning each time].",
         "‘not my department’ is all I hear. I have been transferred {n} times in one call.")},
    {ERROR_CLERK,
     LIST("[Clerk's mistake|Keying error]", "Wrong [account number|name|amount] entered",
          "Your mistake, my money"),
     LIST(
         "the cashier at {unit} typed the wrong account number and {amt} went to a stranger.",
         "I asked for a one year bond and the clerk opened a five year one by mistake. {big} is locked up.",
         "my name was entered wrongly {date} and now my [wages are rejected|passport does not match]. A simple error nobody will fix.",
         "I was given {small} too little. [The branch recounted and admitted the mistake|They counted wrongly in front of me].")},
    {ERROR_BREACH,
     LIST("Signature [forged|not mine]", "Staff broke the rules", "Account opened without my consent"),
     LIST(
         "an account was opened in my name at {unit} without my consent, [to meet a target I suppose|the signature is not mine].",
         "the adviser signed the {product} form on my behalf. That breaks your own rules and I want it investigated.",
         "a member of staff asked for {amt} in cash to ‘speed up’ my application. This is misconduct.")},
    {ERROR_MANAGEMENT, LIST("Branch badly managed", "Chaos in the branch", "No manager present"),
     LIST(
         "{date} {unit} was chaos: [no one at the door|people pushed in], no manager to be found, badly run from top to bottom.",
         "my appointment at {time} was not in the book, the second time. The branch is badly managed.",
         "the safe deposit key could not be found for {wait}. What kind of management is that?")},
    {0, NULL, NULL},
};
