// Loaded at the desk only: stories then ask whether to offer the way to their editor.
localStorage.setItem("standfirst:desk", "1");
