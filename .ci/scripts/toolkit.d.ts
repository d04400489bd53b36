// What the scripts of the site share, by the script that gives it: checked by `make lint`, loaded by no page.

interface Toolkit {
  // toolkit.js
  take(name: string, data: any): void;
  whenTaken<Name extends keyof Data>(name: Name, use: (data: Data[Name]) => void): void;
  once<Made>(name: string, make: () => Made): Made;
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
    use: (hits: Hit[], complete: boolean, better: string) => void,
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
    /** Words by which nothing is asked for. */
    stops: Set<string>;
    /** What means the same, by each text of it. */
    groups: Map<string, Group[]>;
    /** The entries' numbers, by their ids. */
    numbers: Map<string, number>;
  };
  indexed(): Promise<void>;
  listed: Promise<void>;
  /** Files that are loaded after the first; not known before that. */
  moreFiles: string[] | undefined;

  // search-scores.js
  scores: {
    of(word: Word, typed: Typed): Steps<Scores>;
    within(piece: string): Steps<Scores>;
    pieces(run: string): Steps<string[]>;
    halves(word: string): string[];
  };

  // search-meanings.js
  meanings: {
    in(typed: Word[]): Meaning[];
    of(meaning: Meaning): Steps<Scores>;
  };

  // search-engine.js
  finding(query: string): Steps<Hit[]>;

  // search-marks.js
  places(text: string, hit: Hit): Span[];
  held(text: string, hit: Hit): Set<number>;
  passageIn(text: string, hit: Hit): Steps<Passage | null>;
  summaryOf(hit: Hit): string;

  // search-results.js
  results: {
    tell<Place extends HTMLElement>(place: Place, text: string, hit: Hit): Place;
    showPassage<Place extends HTMLElement>(place: Place, hit: Hit, root: string, complete: boolean): Place;
    facts(hit: Hit): string[];
    told(hit: Hit): (string | Node)[];
  };

  // search-spelling.js
  better(query: string): Steps<string>;

  // catalogue-cards.js
  cards: {
    read(list: HTMLElement): Card[];
    pair(name: string, value: string): string;
    inLanguages(codes: string[]): string[];
    filters(names: string[], state: URLSearchParams): Filter[];
    linkOf(item: HTMLElement): HTMLAnchorElement;
    fits(card: Card, filters: Filter[], found: Found): boolean;
    counts(cards: Card[], filters: Filter[], found: Found): Map<string, number>;
    readable(card: Card, languages: string[]): string | undefined;
    sorted(cards: Card[], rankOf: Rank | null, found: Found): Card[];
  };

  // catalogue-list.js
  wholeList(address: string, own: Card[]): Promise<{ cards: Card[]; options: Map<string, HTMLElement[]> }>;

  // catalogue-numbers.js
  numbers: {
    shown(number: number, pages: number): number[];
    file(first: string, number: number): string;
    draw(nav: HTMLElement, number: number, pages: number, wayTo: (number: number) => string): void;
    portion(catalogue: Catalogue, nav: HTMLElement, cards: Card[]): Card[];
  };

  // catalogue-facets.js
  optionsOf(catalogue: Catalogue, name: string): HTMLElement[];
  nameOf(label: HTMLElement): string;
  legendOf(catalogue: Catalogue, name: string): string;
  drawFacets(catalogue: Catalogue): void;
  addOptions(catalogue: Catalogue, name: string): void;

  // catalogue-chips.js
  without(name: string, value: string): (state: URLSearchParams) => void;
  cleared(catalogue: Catalogue): (state: URLSearchParams) => void;
  drawChips(catalogue: Catalogue): void;
  drawEmpty(catalogue: Catalogue, many: number): void;

  // catalogue-order.js
  order: {
    ready(catalogue: Catalogue): void;
    of(catalogue: Catalogue): Rank | null;
    draw(catalogue: Catalogue): void;
    offer(catalogue: Catalogue, head: HTMLElement, name: string): void;
  };

  // catalogue-sheet.js
  sheet(catalogue: Catalogue, form: HTMLElement): void;
  drawSheet(catalogue: Catalogue, words: (string | Node)[], many: number): void;

  // catalogue-compare.js
  compare: {
    ready(catalogue: Catalogue): void;
    offer(catalogue: Catalogue, item: HTMLElement): void;
    box(catalogue: Catalogue, item: HTMLElement): HTMLElement;
    draw(catalogue: Catalogue): void;
    wantsMore(catalogue: Catalogue): boolean;
    isOpen(catalogue: Catalogue): boolean;
  };

  // catalogue-layout.js
  layout(catalogue: Catalogue, list: HTMLElement): (cards: Card[]) => void;

  // catalogue-found.js
  showFound(catalogue: Catalogue, card: Card, item: HTMLElement): void;

  // catalogue-results.js
  resultsPage(catalogue: Catalogue): { addPages(hits: Hit[]): void; draw(many: number): void };

  // form-*.js, see form.d.ts
  form: FormTools;

  // catalogue-table.js
  table(catalogue: Catalogue, items: HTMLElement[], all: HTMLElement[], shelf: string): HTMLElement;
}

interface Window {
  toolkit: Toolkit;
  MiniSearch: unknown;
}
