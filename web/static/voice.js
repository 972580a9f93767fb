// Speaking a message. Each [data-voice] holds, with its words in data-words-*:
//   [data-voice-plain]   a plain file input [data-voice-file]; it stays where a browser cannot record
//   [data-voice-panel]   the buttons [data-voice-start], [data-voice-stop] and [data-voice-remove], the time
//                        [data-voice-time] and the player [data-voice-play]
//   [data-voice-state]   one line that says what happens
// A recording of at most data-max-seconds goes along with the form under the name of the file input.
"use strict";

(() => {
  const KINDS = [["audio/webm;codecs=opus", "webm"], ["audio/mp4", "m4a"], ["audio/ogg;codecs=opus", "ogg"]];
  const canRecord = () =>
    Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder && KINDS.some(([kind]) => MediaRecorder.isTypeSupported(kind)));

  const begin = (root) => {
    const part = (name) => root.querySelector(`[data-voice-${name}]`);
    const [plain, file, panel, time, player, state] = ["plain", "file", "panel", "time", "play", "state"].map(part);
    const [start, stop, remove] = ["start", "stop", "remove"].map(part);
    const { wordsRecording, wordsReady, wordsDenied } = root.dataset;
    const longest = Number(root.dataset.maxSeconds);
    const [kind, ending] = KINDS.find(([name]) => MediaRecorder.isTypeSupported(name));
    let recorder = null, recording = null, clock = 0, beganAt = 0;

    const shown = (buttons) => {
      for (const one of [start, stop, remove]) one.hidden = !buttons.includes(one);
    };

    const tick = () => {
      const seconds = Math.floor((Date.now() - beganAt) / 1000);
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      // Speaking is being busy; the page must not close in the middle.
      document.dispatchEvent(new Event("kring:active"));
      if (seconds >= longest) recorder.stop();
    };

    const record = async () => {
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        plain.hidden = false;
        state.textContent = wordsDenied;
        return;
      }
      const pieces = [];
      recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 24_000 });
      recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
      recorder.addEventListener("stop", () => {
        clearInterval(clock);
        for (const track of stream.getTracks()) track.stop();
        ready(new Blob(pieces, { type: kind.split(";")[0] }));
      });
      recorder.start(1000);
      beganAt = Date.now();
      tick();
      clock = setInterval(tick, 250);
      plain.hidden = true;
      shown([stop]);
      stop.focus();
      state.textContent = wordsRecording;
    };

    const ready = (blob) => {
      recording = blob;
      player.src = URL.createObjectURL(blob);
      player.hidden = false;
      shown([remove]);
      remove.focus();
      state.textContent = wordsReady;
    };

    const forget = () => {
      URL.revokeObjectURL(player.src);
      player.removeAttribute("src");
      player.hidden = true;
      recording = null;
      shown([start]);
      start.focus();
      state.textContent = "";
    };

    start.addEventListener("click", record);
    stop.addEventListener("click", () => recorder.stop());
    remove.addEventListener("click", forget);
    // The element may have moved to a form that is shown again, so the document listens.
    document.addEventListener("formdata", (event) => {
      if (recording && event.target.contains(root)) event.formData.set(file.name, recording, `${file.name}.${ending}`);
    });
    plain.hidden = true;
    panel.hidden = false;
  };

  const beginAll = () => {
    if (!canRecord()) return;
    for (const root of document.querySelectorAll("[data-voice]:not([data-begun])")) {
      root.dataset.begun = "";
      begin(root);
    }
  };
  beginAll();
  document.addEventListener("kring:page", beginAll);
})();
