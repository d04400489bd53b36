toolkit.take("words", {
  language: document.documentElement.lang,
  english: ["fewer", "read_in", "steps"],
  results: { one: "{num} result", other: "{num} results", few: "{num} few", many: "{num} many" },
  steps: { one: "{num} step", few: "{num} wrong", many: "{num} wrong", other: "{num} steps" },
  shown: { other: "{num} of {total}" },
  hides: { one: "{filter} hides {num} record", other: "{filter} hides {num} records" },
  show: { one: "Show {num} record", other: "Show {num} records" }, forward: "{field} up", backward: "{field} down",
  compare: "Compare", compare_one: "Compare {title}", compare_more: "One more", compare_most: "Four at most", take_out: "Take out", side_by_side: "{num} side by side",
  searching: "Searching", all_results: "All results", nothing: "Nothing for {query}", advice: "Advice", better: "Better: {query}", page: "Page",
  search: "Search: {query}", best: "Best", remove: "Remove {filter}", clear: "Clear", no_match: "No match",
  filters: "Filters ({num})", more: "All {num}", fewer: "Fewer", record: "Record", status: "Status",
  read_in: "Read it in: {language}", copied: "Copied", not_copied: "Not copied",
});
