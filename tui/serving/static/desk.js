// What the page does beside its terminal (textual.js, which has no ways in): it takes the keyboard, returns to its desk
// after a lost connection, answers copies, and says what went wrong. Everything is shown as text, never as markup.
"use strict";

(() => {
  const EVERY = 10_000;
  const PATIENCE = 8_000;
  let socket = null;
  let ended = false;
  let heard = 0;

  const page = () => document.body.classList;

  function takeKeyboard() {
    const keys = document.querySelector(".xterm-helper-textarea");
    if (keys !== null && !page().contains("-gone")) {
      keys.focus();
    }
  }

  function send(...message) {
    if (socket !== null && socket.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify(message));
    }
  }

  // The desk's end, and lost connections

  function tellEnd(words, returns) {
    document.querySelector("#closed p").textContent = words;
    page().add("-gone");
    page().toggle("-returning", returns);
    if (!returns) {
      document.querySelector("#closed button").focus();
    }
  }

  async function comeBack() {
    try {
      if ((await fetch("/ready", { cache: "no-store" })).ok) {
        location.reload();
        return;
      }
    } catch {
      // Not yet.
    }
    setTimeout(comeBack, 1000);
  }

  function lost() {
    if (!ended) {
      ended = true;
      tellEnd("The connection is lost. This page returns to your desk as soon as it can; the desk waits a minute.", true);
      comeBack();
    }
  }

  function ask() {
    const asked = Date.now();
    send("alive");
    setTimeout(() => {
      if (heard < asked && !ended) {
        socket.close();
        lost();
      }
    }, PATIENCE);
  }

  function hear(data) {
    heard = Date.now();
    if (typeof data !== "string") {
      return;
    }
    const [kind, words] = JSON.parse(data);
    if (kind === "ended") {
      ended = true;
      tellEnd(words, false);
    }
  }

  window.WebSocket = class extends WebSocket {
    constructor(url) {
      super(url);
      socket = this;
      this.addEventListener("open", () => {
        takeKeyboard();
        setInterval(ask, EVERY);
      });
      this.addEventListener("message", (event) => hear(event.data));
      this.addEventListener("close", lost);
    }
  };

  // Copies

  const clipboard = navigator.clipboard;
  const write = clipboard ? clipboard.writeText.bind(clipboard) : () => Promise.reject(new Error("no clipboard"));

  function notice(words, label, act) {
    document.querySelector("#notice span").textContent = words;
    const button = document.querySelector("#notice button");
    button.textContent = label;
    button.onclick = () => {
      page().remove("-noticed");
      act();
      takeKeyboard();
    };
    page().add("-noticed");
  }

  function copyByHand(text) {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  function copy(text) {
    write(text).then(
      () => {
        page().remove("-noticed");
        send("copied", true);
      },
      () => {
        const why = window.isSecureContext ? "The browser refused the copy." : "This page is not encrypted, so it may not copy.";
        notice(why, "Copy", () => copyByHand(text));
        send("copied", false);
      },
    );
    return Promise.resolve();
  }

  // The desk may write the clipboard, and never read it.
  const ours = { writeText: copy, readText: () => Promise.resolve("") };
  if (clipboard) {
    Object.assign(clipboard, ours);
  } else {
    Object.defineProperty(navigator, "clipboard", { value: ours });
  }

  // Downloads and web pages

  const open = window.open.bind(window);
  window.open = (address) => {
    const url = new URL(address, location.href);
    if (url.origin === location.origin) {
      const link = document.createElement("a");
      link.href = url.pathname;
      link.download = "";
      document.body.append(link);
      link.click();
      link.remove();
    } else if (url.protocol === "https:" || url.protocol === "http:") {
      const opened = open(url.href, "_blank");
      if (opened === null) {
        notice(`The browser did not open ${url.href}`, "Open", () => open(url.href, "_blank", "noopener"));
      } else {
        opened.opener = null;
      }
    }
  };

  window.addEventListener("focus", takeKeyboard);
  window.addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("#closed button").onclick = () => location.reload();
  });
})();
