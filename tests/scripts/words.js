toolkit.take("words", {
  language: document.documentElement.lang,
  english: ["fewer", "read_in", "steps"],
  results: { one: "{num} result", other: "{num} results", few: "{num} few", many: "{num} many" },
  steps: { one: "{num} step", few: "{num} wrong", many: "{num} wrong", other: "{num} steps" },
  shown: { other: "{num} of {total}" },
  hides: { one: "{filter} hides {num} record", other: "{filter} hides {num} records" },
  searching: "Searching", all_results: "All results", nothing: "Nothing for {query}", advice: "Advice", better: "Better: {query}", page: "Page",
  search: "Search: {query}", best: "Best", remove: "Remove {filter}", clear: "Clear", no_match: "No match",
  filters: "Filters ({num})", more: "All {num}", fewer: "Fewer", record: "Record", status: "Status",
  read_in: "Read it in: {language}", copied: "Copied", not_copied: "Not copied",
});
