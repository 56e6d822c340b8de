/** Everything that improves a page for the reader in front of it. Each page reads well without. */
import "./bad-day.js";
import "./kept-copy.js";
import "./offline-copy.js";
import "./add-to-sheet.js";
import "./visit-sheet.js";
import "./search-suggest.js";
