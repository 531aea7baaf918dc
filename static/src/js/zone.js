// Tells the server the browser's zone, so that the next page shows times in it.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) {
  const year = 60 * 60 * 24 * 365;
  document.cookie = `tz=${encodeURIComponent(zone)}; path=/; max-age=${year}; SameSite=Lax`;
}
