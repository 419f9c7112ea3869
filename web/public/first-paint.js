// Before anything is painted: the theme that the user chose, so that no page flashes in the other one.
try {
  const theme = localStorage.getItem("cajal-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the page follows the system.
}
