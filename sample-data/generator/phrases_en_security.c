/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

const struct phrases en_security_phrases[] = {
    {SECURITY_FRAUD,
     LIST("Card fraud[ - {amt} gone|]", "Unauthorised [transaction|transactions|payment]",
          "I did not make these payments"),
     LIST(
         "{date} there were {n} unauthorised transactions on my card, {amt} in all. The card [was in my wallet|has never left the house].",
         "someone used my card number in a shop abroad for {amt}. I reported the fraud at once and you [want me to prove it|told me to wait {days}].",
         "a payment of {amt} was taken that I did not authorise. [The fraud team hung up|I blocked the card and another one went through].",
         "{who}'s card was cloned and {amt} withdrawn in another town. This is fraud and the claim was refused.",
         "I do not recognise {n} contactless payments {date}; your fraud line kept me waiting for {wait}.")},
    {SECURITY_TELECOM_FRAUD,
     LIST("Scam: [I was tricked into paying|{big} lost]", "Push payment scam",
          "Victim of a [phone|text message] scam"),
     LIST(
         "{date} a man claiming to be from your security team made me move {big} to a ‘safe account’. It was a scam and I rang within {wait}.",
         "{who} was scammed into sending {amt} by a text about a parcel. [No warning appeared|The payment could have been stopped].",
         "I fell for an investment scam and sent {big}. The receiving account [is with you|is still open] and nothing was frozen.",
         "scammers took control of my computer and emptied {amt}. [You refuse to refund|You say I was careless].")},
    {SECURITY_LEAK, LIST("Data breach", "My details were [leaked|passed on|shared]", "Privacy complaint"),
     LIST(
         "a stranger received my [statement|loan papers] in the post. That is a data breach and I want to know who else has my details.",
         "since I applied for a loan {date}, I get [calls from brokers|spam] every day. My data was leaked, only you had it.",
         "the clerk at {unit} read my address and balance aloud in front of the queue. [So much for privacy|Have you heard of data protection?]",
         "my e-mail was copied to other customers, {n}0 of us, all visible. Please explain this data breach.")},
    {SECURITY_FROZEN,
     LIST("Account [frozen|blocked] without notice", "Please unblock my [account|card]",
          "Locked out of my own money - account frozen"),
     LIST(
         "my account {tail} was frozen {date}. [My wages are in it|I cannot pay the rent], and I am told it is ‘a review’.",
         "card blocked at the till {date} for a purchase of {amt}. I had [told you about my trip|used that shop for years].",
         "you froze our business account for {days}. [Suppliers are threatening us|Staff cannot be paid {big}]. All papers were sent.",
         "there was no fraud, I confirmed the payment myself, and yet the account is still blocked after {days}.",
         "my late father's account was frozen, fine, but the funeral bill of {amt} has to be paid from it.")},
    {0, NULL, NULL},
};
