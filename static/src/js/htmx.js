// htmx with the switches our content policy asks for. 422 carries a form with its errors: it swaps.
import htmx from "htmx.org";

window.htmx = htmx; // its extensions look for it there

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  // Not "style": a box that somebody made larger by its corner has one, which the policy forbids to copy.
  attributesToSettle: ["class", "width", "height"],
  selfRequestsOnly: true,
  historyCacheSize: 0,
  scrollIntoViewOnBoost: false,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

export default htmx;
