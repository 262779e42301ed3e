/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

const struct phrases en_process_phrases[] = {
    {PROCESS_COMPLICATED,
     LIST("Too much paperwork", "[Closing|Opening] an account is too complicated",
          "Sent home for another form"),
     LIST(
         "to [change my address|close an account|add a signatory] at {unit} I needed {n} forms and {n} visits. The procedure is far too complicated.",
         "they asked for a utility bill, then a [certified copy|payslip], then an original. Why so much paperwork?",
         "registering a power of attorney for {who} took {days} and {n} appointments. [Nobody had the full list of documents|Every time another document was missing].",
         "opening a new {product} online ended with ‘visit a branch’; the branch said [apply online|book in {days}]. What a complicated process.",
         "my ID was rejected {n} times because of a middle name. The process is absurd.")},
    {PROCESS_QUEUE,
     LIST("Long queue[ at {unit}|]", "Waited {wait}[ in the queue|]", "Queue out of the door",
          "Waiting time in branch"),
     LIST(
         "{date} I queued for {wait} at {unit} with [one cashier|one till] for {n}0 people.",
         "the queue at {unit} was out of the door at {time}. [I lost my lunch break|Elderly people had to stand].",
         "waited {wait} to pay in {amt}. [The staff just looked at us|The paying-in machine was off as well].",
         "every [Friday|pension day|Monday] the same long queue at {unit}; {wait} yesterday, and I had an appointment!",
         "{who} cannot stand for long and had to wait in line for {wait}. Not one chair.",
         "after queuing for {wait} I was told the [system was down|cashier was closing]. Come back tomorrow.")},
    {PROCESS_CLOSED_COUNTER,
     LIST("Only one counter open", "[Counter|Branch] closed [at lunch|without notice]", "Tills closed"),
     LIST(
         "{date} only one counter of five was open at {unit}, [the rest had ‘position closed’ signs|while staff chatted behind the glass].",
         "I came at {time} and the counter was closed, though the website says [open until five|open all day].",
         "{unit} was closed without notice {date}. I took {wait} to get there with a bag of takings.",
         "the business counter has been closed for {days}. [We queue with everybody|We now drive to the next town].")},
    {PROCESS_NOT_CALLING, LIST("Staff there but not serving", "Nobody calls the next customer"),
     LIST(
         "{date} at {unit} two members of staff sat at the tills and did not call anyone for {wait}.",
         "the ticket number stayed the same for {wait} while a cashier was [on her phone|counting coins]. Not serving, just sitting there.",
         "I stood at the desk, staff present, nobody would call the next customer. [I left|In the end I gave up].")},
    {PROCESS_SLOW_TELLER, LIST("Very slow service", "Cashier [slow|untrained]", "{wait} for one deposit"),
     LIST(
         "a simple deposit of {amt} took {wait} because the cashier [was new and alone|asked a colleague at every step]. Slow service.",
         "extremely slow at the counter {date}: typed everything twice, [left three times|lost my form].",
         "the trainee at {unit} was slow through no fault of her own, but {wait} for one {product} query is too long.")},
    {PROCESS_CONTRADICT,
     LIST("[Contradictory|Conflicting] information", "Told one thing, then another",
          "Phone and branch disagree"),
     LIST(
         "the helpline told me [to bring one ID|I could do it in branch]; {unit} said the opposite. Conflicting information costs me a day's leave.",
         "{n} people, {n} different answers about my {product}. [Who is right?|I was told it was done, then that it was impossible.]",
         "in the morning I was told yes, in the afternoon no, by the same branch. Contradictory advice, and a wasted journey.",
         "the letter says one date, the adviser another, the app a third. They contradict each other.")},
    {PROCESS_SMALL_CHANGE, LIST("Refused to change coins", "No change given"),
     LIST(
         "{date} {unit} refused to change {small} into coins for my till because I [am not a business customer|had not ordered it].",
         "I brought a jar of coins to pay in and they were refused. [Is it money or not?|The machine is always out of order.]",
         "they would not swap a torn note of mine, nor give me small change.")},
    {0, NULL, NULL},
};
