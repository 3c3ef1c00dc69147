// Not a module, and part of the page itself: the remembered theme must stand before the first paint, which no request
// may hold up.
try {
  const remembered = localStorage.getItem("hromada-theme");
  if (remembered === "dark" || remembered === "light") document.documentElement.dataset.kernTheme = remembered;
} catch {
  // No storage on this device: the system's choice holds.
}
