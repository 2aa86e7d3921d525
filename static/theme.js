// Sets the chosen theme before the first paint. A classic script of its own: the content security policy
// allows no inline script, and a module would run after the page is painted.
(function () {
  try {
    var theme = localStorage.getItem('gatehouse-theme');
    // 'system', or no choice: no attribute, and the page follows the system.
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked, so nothing was chosen.
  }
})();
