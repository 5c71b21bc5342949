// What a phone itself says inside a chat, in the phone's language. What explains the demo stays English.

const ENGLISH = {
  start: "Start",
  message: "Message",
  edited: "edited",
  empty: "Nothing here yet",
  unblock: "Unblock the bot",
};

const WORDS = {
  ug: {
    start: "باشلاش",
    message: "ئۇچۇر",
    edited: "تەھرىرلەندى",
    empty: "تېخى ھېچنېمە يوق",
    unblock: "بوتنى توسۇشنى بىكار قىلىش",
  },
  kk: {
    start: "Бастау",
    message: "Хабар",
    edited: "өзгертілді",
    empty: "Әзірге ештеңе жоқ",
    unblock: "Ботты бұғаттан шығару",
  },
};

export const wordsOf = (language) => WORDS[language] ?? ENGLISH;
export { ENGLISH };
