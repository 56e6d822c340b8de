/** What improves the site in one file. The file reads well without. */
import "./add-to-sheet.js";
import "./visit-sheet.js";
import "./pack-search.js";
import "./pack-age.js";
