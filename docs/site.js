/* What the theme leaves undone for those who use a keyboard or hear a page. */
window.addEventListener("load", () => {
  // Two landmarks are called "Navigation": the list of pages, and where in it this page is.
  document.querySelector("nav.md-path")?.setAttribute("aria-label", "Breadcrumb");
  // The list of this page's headings is there twice: beside the page, and within the list of pages.
  document
    .querySelectorAll(".md-nav--primary .md-nav--secondary")
    .forEach((nav) => nav.setAttribute("aria-label", "On this page, in the list of pages"));
  // The copy button of each block of code is a landmark of its own.
  document.querySelectorAll(".md-code__nav").forEach((nav) => nav.setAttribute("role", "none"));
  // A table that is wider than a phone scrolls, and arrow keys scroll only what can have the focus.
  document.querySelectorAll(".md-typeset__scrollwrap").forEach((table) => {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  });
});
