// Searches the index that search-index.js holds; nothing leaves the page.
"use strict";
{
  const MOST = 30;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = INDEX.map(([shown, page, more]) => ({ shown, page, more, words: plain(shown + " " + more) }));
  const input = document.getElementById("search");
  const results = document.getElementById("results");
  const found = document.getElementById("found");

  const item = ({ shown, page }) => {
    const link = document.createElement("a");
    link.href = page;
    link.textContent = shown;
    const item = document.createElement("li");
    item.append(link);
    return item;
  };

  const search = () => {
    const asked = plain(input.value).split(/\s+/).filter(Boolean);
    const all = asked.length ? entries.filter(({ words }) => asked.every((word) => words.includes(word))) : [];
    results.replaceChildren(...all.slice(0, MOST).map(item));
    const many = all.length > MOST ? `, the first ${MOST} are shown` : "";
    found.textContent = asked.length ? `${all.length} found${many}` : "";
  };

  input.addEventListener("input", search);
  // A link may bring its question along: index.html#q=ann%20lee
  const brought = new URLSearchParams(location.hash.slice(1)).get("q");
  if (brought) input.value = brought;
  search();
}
