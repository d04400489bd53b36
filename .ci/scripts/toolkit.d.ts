// What the scripts of the site share, and what they are made of: checked by `make lint`, loaded by no page.

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
}

interface Hit extends Entry {
  score: number;
  /** What was found of each word that was asked for. */
  terms: string[][];
  asked: Word[];
}

/** How well a word fits a record. */
interface Score {
  score: number;
  /** Whether the word itself is there, and not only one that is like it. */
  exact: boolean;
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
  /** By what lists are sorted by: larger comes first. */
  ranks: Record<string, number>;
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
  /** Whether there is a query without an answer: then nothing is known to be found, nor not to be. */
  unknown: boolean;
  /** Changes the state, and with it the address and the page. */
  write(change: (state: URLSearchParams) => void): void;
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
  ranks: Record<string, number[]>;
  pieces: string[];
  cards: (string | number)[][];
}

interface Data {
  words: Words;
  /** Further files of records, and files of texts, are so many. */
  records: Portion & { language: string; more: number; texts: number };
  more: Portion;
  list: List;
}

type Content = string | Node | (string | Node)[];

interface Toolkit {
  // toolkit.js
  take(name: string, data: any): void;
  whenTaken<Name extends keyof Data>(name: Name, use: (data: Data[Name]) => void): void;
  speaks(): boolean;
  load(address: string, came?: () => unknown): Promise<void>;
  word(name: string, gaps?: Record<string, string>, count?: number): string;
  told(name: string, gaps?: Record<string, string>, count?: number): Node;
  number(value: number): string;
  languageName(code: string): string;
  languages(): string[];
  recall(name: string): string | null;
  remember(name: string, value: string): void;
  element<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    attributes?: Record<string, string | number>,
    content?: Content,
  ): HTMLElementTagNameMap[Tag];
  pick<Tag extends keyof HTMLElementTagNameMap>(place: ParentNode, selector: Tag): HTMLElementTagNameMap[Tag];
  pick(place: ParentNode, selector: string): HTMLElement;
  pickAll<Tag extends keyof HTMLElementTagNameMap>(place: ParentNode, selector: Tag): HTMLElementTagNameMap[Tag][];
  pickAll(place: ParentNode, selector: string): HTMLElement[];

  // directions.js
  direction(text: string, around: string): "ltr" | "rtl";
  isApart(text: string, around: string): boolean;
  said(text: string): string | HTMLElement;
  turn(element: HTMLElement, text: string): void;
  setApart(text: string): string;

  // search.js
  readySearch(root: string): Promise<void>;
  search(
    root: string,
    query: string,
    use: (hits: Hit[], complete: boolean) => void,
    fail: (what: Missing) => void,
    wanted?: () => boolean,
  ): Promise<void>;
  drawFailure(place: HTMLElement, what: Missing | null): void;

  // search-words.js
  words: {
    fold(text: string): string;
    cut(folded: string): Word[];
    places(text: string): number[];
    span(from: number[], word: Word, start: number, length: number): Span;
    terms(word: Word): string[];
    variants(word: string): string[];
    isNumber(word: string): boolean;
    name(words: Word[]): string;
  };

  // search-turns.js
  turns: {
    first<Made>(steps: Steps<Made>, wanted?: () => boolean): Promise<Made | null>;
    later<Made>(steps: Steps<Made>): Promise<Made | null>;
  };

  // search-index.js
  index: {
    entries: Entry[];
    /** Words that are no typing errors of others. */
    exact: Set<string>;
    /** For each entry, how many words it has in the field; how many entries have some, and how many these are. */
    fields: { name: string; lengths: number[]; holders: number; total: number }[];
    /** By term and field: an entry, how often the term stands there, the next entry ... */
    tree: SearchableMap<number[][]>;
    /** What is written without spaces, by field and entry, a run a line. */
    runs: Map<number, string>[];
    /** All terms as one text, a term a line. */
    lines(): string;
  };
  indexed(): Promise<void>;
  listed: Promise<void>;
  /** Files that are loaded after the first; not known before that. */
  moreFiles: string[] | undefined;

  // search-scores.js
  scores: {
    of(word: Word, last: boolean): Steps<Scores>;
    within(piece: string): Steps<Scores>;
    pieces(run: string): Steps<string[]>;
  };

  // search-engine.js
  finding(query: string): Steps<Hit[]>;
  places(text: string, hit: Hit): Span[];

  // catalogue-cards.js
  cards: {
    read(list: HTMLElement): Card[];
    pair(name: string, value: string): string;
    filters(names: string[], state: URLSearchParams): Filter[];
    linkOf(item: HTMLElement): HTMLAnchorElement;
    fits(card: Card, filters: Filter[], found: Found): boolean;
    counts(cards: Card[], filters: Filter[], found: Found): Map<string, number>;
    readable(card: Card, languages: string[]): string | undefined;
    sorted(cards: Card[], by: string | null, found: Found): Card[];
  };

  // catalogue-list.js
  wholeList(address: string, own: Card[]): Promise<{ cards: Card[]; options: Map<string, HTMLElement[]> }>;

  // catalogue-numbers.js
  numbers: {
    shown(number: number, pages: number): number[];
    file(first: string, number: number): string;
    draw(nav: HTMLElement, number: number, pages: number, wayTo: (number: number) => string): void;
  };

  // catalogue-facets.js
  drawFacets(catalogue: Catalogue): void;
  addOptions(catalogue: Catalogue, name: string): void;

  // catalogue-chips.js
  without(name: string, value: string): (state: URLSearchParams) => void;
  drawChips(catalogue: Catalogue): void;
  drawEmpty(catalogue: Catalogue, many: number): void;

  // catalogue-table.js
  table(items: HTMLElement[], all: HTMLElement[], shelf: string): HTMLElement;
}

interface Window {
  toolkit: Toolkit;
  MiniSearch: unknown;
}

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
