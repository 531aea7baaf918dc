// A part that is fetched again keeps what its reader has opened.
import { Idiomorph } from "idiomorph/dist/idiomorph-ext.esm.js";

Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, element) =>
  !(name === "open" && element.matches("details"));
