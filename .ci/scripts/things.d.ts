// What the scripts of the site speak of: see toolkit.d.ts.

/** Where a text or a word was found: from one place to another. */
type Span = [number, number];

/** A word of a folded text; see `search-words.js`. */
interface Word {
  start: number;
  typed: string;
  /** Without the signs that join its parts. */
  whole: string;
  parts: string[];
  /** Whether it is written without spaces, and may hold many words. */
  run: boolean;
}

/** Texts of one meaning, and the ids of entries that answer whoever types one of them. */
interface Group {
  texts: Word[][];
  ids: string[];
}

/** How a word came: it may still be half typed, or have typing errors, or is spelled right. */
type Typed = "half" | "" | "right";

/** Words that are asked for together; `last`: they may be half typed. */
interface Meaning {
  typed: Word[];
  groups: Group[];
  last: boolean;
}

interface Shelf {
  name: string;
  label: string;
  hue: string;
}

/** What can be found. The field `language` is empty where it is the page's own. */
interface Entry {
  id: string;
  shelf: Shelf | null;
  title: string;
  language: string;
  /** Its number in the order of titles. */
  place: number;
  /** Its title, to be compared with what was typed. */
  name: string;
  keywords: string;
  summary: string;
  /** What is told of it beside its title, between ` / `. */
  facts: string;
}

interface Hit extends Entry {
  score: number;
  /** What was found of each word that was asked for. */
  terms: string[][];
  asked: Word[];
}

/** Where a text has what was found: from one place to another, and for which of the words that were asked for. */
interface Mark {
  span: Span;
  of: number;
  worth: number;
}

/** A part of a text, and which of the words that were asked for stand in it. */
interface Passage {
  text: string;
  held: Set<number>;
  /** More than that of another one that holds less. */
  worth: number;
}

/** How well a word fits a record. */
interface Score {
  /** Whether it is said to answer what was asked. */
  answers?: boolean;
  score: number;
  terms: string[];
  /** In how many of its forms the word was found, and the last of them. */
  lookups: number;
  last: string;
}

/** By the numbers of records. */
type Scores = Map<number, Score>;

/** A job that stops after each small step. */
type Steps<Made> = Generator<undefined, Made, undefined>;

interface Job {
  steps: Steps<any>;
  wanted(): boolean;
  done(made: any): void;
  fail(error: unknown): void;
}

/** What a file of data adds: rows of records, and of each field by their ids. */
interface Portion {
  countries?: string;
  shelves?: Shelf[];
  records?: any[][];
  [field: string]: any;
}

/** What could not be loaded: nothing is known, titles and summaries alone were searched, or a part of the page cannot do its work. */
type Missing = "search" | "texts" | "part";

/** The words of the interface in a language, each one text or one for each plural form; `english` names those that have no
    translation. */
interface Words {
  language: string;
  english: string[];
  [name: string]: any;
}

/** A card of a catalogue. */
interface Card {
  id: string;
  /** Its number in the order of the whole list. */
  place: number;
  /** Its values, each as `name=value`. */
  values: string[];
  /** By what lists are sorted by: larger comes first, and what has none last. */
  ranks: Record<string, number | null>;
  /** In which there is a text of its own. */
  languages: string[];
  /** That it is shown in. */
  language: string;
  /** What is seen of it: of a card that does not stand in the page, made anew each time. */
  item(): HTMLElement;
}

/** A facet that a list is narrowed down by, with the values that were ticked, each as `name=value`. */
interface Filter {
  name: string;
  pairs: string[];
}

/** By cards, from what fits best to what fits worst; null: there is no query. */
type Found = Map<Card, number> | null;

/** How large a card is in an order: the largest comes first. */
type Rank = (card: Card) => number;

/** What the scripts of a catalogue hand each other. */
interface Catalogue {
  place: HTMLElement;
  /** Of all facets. */
  boxes: HTMLInputElement[];
  /** Of the facets. */
  names: string[];
  /** All cards; of a long list, those of the page as long as the others have not come. */
  cards: Card[];
  isWhole: boolean;
  /** By the names of facets, the options that do not stand in the page. */
  options: Map<string, HTMLElement[]>;
  /** What stands in the address. */
  state: URLSearchParams;
  found: Found;
  /** What the search found, by ids; and whether it has looked through all texts. */
  hits: Map<string, Hit>;
  isComplete: boolean;
  /** What may have been meant instead of the query. */
  better: string;
  /** Whether there is a query without an answer: then nothing is known to be found, nor not to be. */
  unknown: boolean;
  /** Whether the whole of a long list is being loaded, and whether it, or the search, did not come. */
  isComing: boolean;
  hasFailed: boolean;
  /** Whether the reader wants something else than the pages, so that another record may be the first. */
  isNarrowed(): boolean;
  /** Changes the state, and with it the address and the page. */
  write(change: (state: URLSearchParams) => void): void;
  /** Changes the state and the address, and nothing of the list; the back button goes past it. */
  note(change: (state: URLSearchParams) => void): void;
  /** Does something once all cards are there. */
  withAll(go: () => void): void;
}

/** The data of a long list, see `list_data.py`. */
interface List {
  /** Name, all values, and as HTML the options that stand in no page. */
  facets: [string, string[], string[]][];
  ids: string[];
  /** Numbers of options, counted through all facets. */
  values: number[][];
  /** Languages of cards: first that of the card, then those of its record's texts. */
  known: string[];
  languages: number[];
  ranks: Record<string, (number | null)[]>;
  pieces: string[];
  cards: (string | number)[][];
}

interface Data {
  words: Words;
  /** Further files of records, and files of texts, are so many. */
  records: Portion & { language: string; more: number; texts: number };
  more: Portion;
  /** Language and id of a record, and its text. */
  passages: [string, string];
  list: List;
  form: FormData;
  "form-record": FormRecord;
  desk: DeskData;
}

type Content = string | Node | (string | Node)[];

// The part of MiniSearch that is used: its tree of words, which it describes as a class of its own but does not hand out.
declare class MiniSearch {
  constructor(options: { fields: string[] });
  _index: SearchableMap<number[][]>;
}

interface SearchableMap<Value> {
  get(key: string): Value | undefined;
  has(key: string): boolean;
  fetch(key: string, initial: () => Value): Value;
  atPrefix(prefix: string): Iterable<[string, Value]>;
  /** By key: the value, and how many letters differ. */
  fuzzyGet(key: string, distance: number): Map<string, [Value, number]>;
}
