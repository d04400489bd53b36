// What the scripts of the form share (`form-*.js`), and the data that they are given: see `exports/forms.py`.

/** What a header holds, as YAML reads it: see `model/values.py`. */
type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };
type Values = { [name: string]: Plain };

/** A field, as a type declares it, with its words in the reader's language: see `model/fields.py`. */
interface FormField {
  name: string;
  kind: string;
  label: string;
  help: string;
  example: string;
  many: boolean;
  required: boolean;
  /** Words, which a translation holds as well. */
  translate: boolean;
  /** A fact of one language's file. */
  per_language: boolean;
  alone: boolean;
  unique: boolean;
  min: number | string | null;
  max: number | string | null;
  fewest: number | null;
  most: number | null;
  entry_of: string;
  sum_of: string;
  must_be: boolean | null;
  unit: string;
  pattern: string;
  /** The vocabulary of a choice, and the shelf of a reference. */
  vocabulary: string;
  to: string;
  /** The fields of a group, or of a picture. */
  fields: FormField[];
}

/** A section that texts of a type have: its heading by language. */
interface FormSection {
  title: Record<string, string>;
  fewest: number | null;
  most: number | null;
}

interface FormType {
  name: string;
  label: string;
  plural: string;
  about: string;
  hue: string;
  /** All fields of a record in the order of its file, without `translation`. */
  fields: FormField[];
  sections: FormSection[];
  /** Field and value that mean: what the record is about exists no more. */
  retired: Record<string, string>;
  limits: { title: number; summary: number; alt: number };
  /** JSON Schema of the header of an original, and of a translation. */
  original: object;
  translation: object;
  /** What is on the shelf: name of the file, title, and its language where that is not the reader's. */
  records: [string, string, string?][];
}

interface FormTerm {
  name: string;
  label: string;
  /** The labels in all languages, for who types one of them. */
  labels: string[];
}

/** What the form knows of the toolkit: `data/forms/<language>.js`, handed over as `form`. */
interface FormData {
  language: string;
  /** Those that records are written in, the default one first. */
  languages: string[];
  /** Those of them that are written from right to left. */
  rtl: string[];
  types: FormType[];
  /** The field of that name, which only translations have. */
  translation: FormField;
  vocabularies: Record<string, FormTerm[]>;
  /** Codes and names, in the order of the reader's language. */
  countries: [string, string][];
  all_languages: [string, string][];
  licences: [string, string][];
  /** Letters that Unicode does not take apart, and what they are in names of files. */
  letters: Record<string, string>;
  /** Old ids of records and new ones. */
  redirects: Record<string, string>;
  /** The sentences of the rules in the reader's language, by the English ones: a text, or its plural forms. */
  sentences: Record<string, string | Record<string, string>>;
  /** The day of the build; it is no later than today. */
  built: string;
  /** Where a file is handed in; each is empty where the toolkit has none. */
  mail: string;
  host: { kind: "github" | "gitlab" | "forgejo" | ""; repository: string; branch: string; content: string };
}

/** A passage of a version: see `model/passages.py`. */
interface FormPassage {
  /** `title`, `findings.1.text`, `# How it works`. */
  name: string;
  digest: string;
  /** Of a section of the text: where it begins there; it ends where the next one begins. */
  start?: number;
}

/** A file of a record. */
interface FormVersion {
  language: string;
  path: string;
  /** What stands between the `---`, letter by letter, with LF. */
  header: string;
  values: Values;
  /** Of each field in the header: its first line, and the line behind its last one, from 0. What stands between two fields
      (remarks, empty lines) belongs to the lower one. */
  lines: Record<string, Span>;
  /** What stands below the header, letter by letter, with LF. */
  text: string;
  passages: FormPassage[];
  /** Of a translation: whether it says what it follows; the passages of the original that changed since, each with the digest that
      it knows, or ''; and the digests of those that are gone. */
  known?: boolean;
  behind?: [string, string][];
  gone?: string[];
}

/** A record with its files: `data/forms/records/<id>.js`, handed over as `form-record`. */
interface FormRecord {
  id: string;
  type: string;
  slug: string;
  /** The language of the original. */
  original: string;
  /** None of a record that names a draft. */
  versions: FormVersion[];
}

interface FormPicture {
  /** The name of its file, in the folder of the record. */
  name: string;
  /** Its media type. */
  kind: string;
  data: ArrayBuffer;
}

/** What somebody is writing; it is kept on their device. */
interface Draft {
  /** Of all drafts on the device. */
  id: string;
  task: "new" | "correct" | "translate";
  type: string;
  slug: string;
  language: string;
  /** Of a translation: the language it is made from. */
  of: string;
  /** The header as a whole, `translation` included. */
  values: Values;
  /** The text below it. */
  text: string;
  pictures: FormPicture[];
  /** Of a record that exists: the file that it was begun from (nothing of a new translation). */
  began?: FormVersion;
  /** Of a translation: the passages that were compared with the original, by name; "" for what is gone. */
  settled?: string[];
  /** Of a translation: the digests of the original's passages that it was compared with, by name. */
  compared?: Record<string, string>;
  /** Of a translation: its text, cut where the original's sections are. */
  sections?: string[];
  /** When it was last changed: ISO, with seconds. */
  changed: string;
}

/** A file that is handed in. */
interface FormFile {
  /** Where it lies in the content folder. */
  path: string;
  data: Uint8Array<ArrayBuffer>;
  /** The file that it takes the place of, with LF, as it was when the work began. */
  began?: string;
}

/** What the desk knows besides: `data/desk.js`, handed over as `desk`. */
interface DeskData {
  /** Where programs reach the repository's host, without a `/` at the end; "" where nobody knows. */
  interface: string;
  /** The file of settings, by which the folder of the toolkit is known; and the content folder in it. */
  settings: string;
  content: string;
  /** Of each record, how it stands in each language: see `Status` in model/record.py. */
  states: Record<string, Record<string, string>>;
}

/** A record in the list of the desk; and what of them is asked for: "" is all. */
interface DeskRow {
  id: string;
  title: string;
  type: FormType;
  states: Record<string, string>;
}
interface DeskWish {
  text: string;
  type: string;
  language: string;
  state: string;
}

/** What is at hand where drafts are put in their place. */
interface DeskWork {
  data: FormData;
  drafts(): Draft[];
  title(): string;
  /** Whether nothing is wrong with the draft. */
  isGood(): boolean;
  /** Told once all is in its place. */
  done(drafts: Draft[], told: Content): void;
}

/** A button that puts drafts in their place: what it is called, and what it does. */
type DeskWay = (text: string, put: (files: FormFile[]) => Promise<Content>) => HTMLElement;

/** How a host is spoken to: where, of which project, to which branch it is proposed, on which one, and with which key. */
interface DeskCall {
  at: string;
  project: string;
  base: string;
  branch: string;
  key: Record<string, string>;
}
interface DeskHost {
  key(key: string): Record<string, string>;
  read(call: DeskCall, path: string): Promise<{ data: Uint8Array; sha: string } | undefined>;
  /** `sha` is what the host calls the file that is there. Returns the address of the request. */
  propose(call: DeskCall, files: { path: string; data: Uint8Array; sha?: string }[], title: string): Promise<string>;
}

/** One thing that is wrong, as `toolkit check` says it: see `problems.py`. */
interface FormProblem {
  rule: string;
  /** Way to the value: `sources.2.url`; '' for the text below the header. */
  field: string;
  level: "error" | "warning";
  message: string;
  hint: string;
}

/** A value on its way to and from a control. */
interface Control {
  field: FormField;
  /** Way to the value: `sources.2.url`; and what its element is called. */
  way: string;
  id: string;
  value: Plain | undefined;
  changed(value: Plain): void;
  data: FormData;
  draft: Draft;
  /** Of what is written there, where that is not the page's. */
  language: string;
  direction: string;
  /** Whether a field of a group is asked for: a translation holds words alone. */
  isAsked(field: FormField): boolean;
}

/** What is at hand while somebody translates. */
interface Translating {
  draft: Draft;
  type: FormType;
  original: FormVersion;
  direction: string;
  /** The passages that have to be compared, by name; and whether it is known that these changed, and no others. */
  behind: string[];
  isKnown: boolean;
  /** How many parts were taken out of the original. */
  gone: number;
  settled(): string[];
  settle(names: string[]): void;
  changed(): void;
  control(field: FormField, way: string, value: Plain | undefined, changed: (value: Plain) => void): Control;
}

/** What is at hand while somebody works on a draft. */
interface Editing {
  place: HTMLElement;
  draft: Draft;
  data: FormData;
  /** The record that there is, if any. */
  record?: FormRecord;
  /** Keeps it on the device; says how that went. */
  keep(draft: Draft): Promise<string>;
}

interface Working {
  draft: Draft;
  data: FormData;
  record?: FormRecord;
  /** All on the device. */
  drafts: Draft[];
  back(): void;
  note(draft: Draft): void;
}

type Way = (task: string, what: string) => string;

/** What is wrong with a value: see `wrong` in model/accepting.py. */
interface Refusal {
  rule: string;
  wanted: string;
  meant: string;
  empty?: boolean;
  date?: boolean;
  pattern?: string;
  length?: number;
  min?: string | number | null;
  max?: string | number | null;
  today?: string;
  vocabulary?: string;
  terms?: string[];
  /** What is wrong with the value that was meant. */
  refusal?: Refusal;
}

/** What a value is held against. */
interface Around {
  data: FormData;
  today: string;
  isTranslation: boolean;
  /** Characters that the description of a picture may have. */
  alt: number;
}

/** A value whose field has options, and the group or header that it stands in. */
interface Asking {
  field: FormField;
  value: Plain;
  way: string;
  around: Values;
  isTranslation: boolean;
}

/** A heading of a text. */
interface FormHeading {
  title: string;
  level: number;
  /** Numbered steps below it, up to the next heading. */
  steps: number;
  /** Whether nothing stands below it, up to the next heading. */
  isEmpty: boolean;
}

interface MarkdownToken {
  type: string;
  tag: string;
  level: number;
  content: string;
  children: MarkdownToken[] | null;
}

interface Window {
  /** https://wicg.github.io/file-system-access/#api-showdirectorypicker */
  showDirectoryPicker(options?: { id?: string; mode?: "read" | "readwrite" }): Promise<FileSystemDirectoryHandle>;
  jsonSchema: {
    Validator: new (schema: object, draft: string, shortCircuit: boolean) => {
      validate(value: unknown): { errors: { instanceLocation: string; keyword: string; error: string }[] };
    };
  };
  markdownit(preset: string, options?: object): any;
  fflate: { strToU8(text: string): Uint8Array<ArrayBuffer>; zipSync(files: Record<string, Uint8Array>): Uint8Array<ArrayBuffer> };
}

interface FormTools {
  // form-words.js
  /** A sentence in the reader's language, by its English text; `gaps` fill its {gaps}. Babel finds all calls of these two in the
      scripts, so that the texts are in the catalogues, and with the page (see exports/form_sentences.py). */
  say(text: string, gaps?: Record<string, unknown>): string;
  sayMany(one: string, many: string, number: number, gaps?: Record<string, unknown>): string;

  // form-yaml.js
  /** The lines of a header that reads back as `values`, in their order; fields without a value (null, "", [], {}) stay out.
      Without the `---`. */
  header(values: Values): string;
  /** The header of a version with only those fields written anew whose value is another one; a field that is gone goes with its
      lines; a new one stands where `order` has it. */
  changedHeader(began: FormVersion, values: Values, order: string[]): string;
  /** The whole file of a draft: header and text. */
  file(draft: Draft, order: string[]): string;

  /** A value without fields that hold nothing; entries of lists keep their places. */
  filled(value: Plain): Plain;
  /** Whether a value has fields of its own: a group. */
  isMap(value: Plain | undefined): value is Values;

  // form-closest.js
  closest(typed: string, known: [string, string][]): string;

  // form-kinds.js
  kinds: {
    refusal(value: Plain, field: FormField, around: Around): Refusal | null;
    plain(text: string): Plain;
  };

  // form-rules.js
  rules: {
    problem(rule: string, way: string, sentences: string[], level?: "error" | "warning"): FormProblem;
    bounds(low: string | number | null | undefined, high: string | number | null | undefined): string;
    shortened(text: unknown, limit?: number): string;
    typedOf(value: Plain): string;
  };
  /** All that is wrong with a draft, and can be known without the files of the library; by field in the order of the file. */
  problems(draft: Draft, data: FormData): FormProblem[];

  // form-asked.js
  asked: { problems(declared: FormField[], values: Values): FormProblem[] };

  // form-texts.js
  texts: {
    problems(draft: Draft, type: FormType, values: Values): FormProblem[];
    /** Pictures in a text that do not say what they show, in `most` characters. */
    pictures(text: string, way: string, most: number): FormProblem[];
  };

  // form-kept.js
  kept: {
    /** Says where the root of the toolkit is, by which its drafts are known from those of others. */
    at(root: string): void;
    /** Whether drafts, and pictures, last longer than the tab. */
    lasts(): Promise<{ words: boolean; pictures: boolean }>;
    /** Those on the device, the last changed first. */
    all(): Promise<Draft[]>;
    put(draft: Draft): Promise<void>;
    drop(id: string): Promise<void>;
  };

  // form-send.js
  send: {
    /** All files of drafts that go together. */
    files(drafts: Draft[], data: FormData): FormFile[];
    /** The name of the one file, `stories.anna.pl.md`, or of the ZIP where there are several or pictures, and its bytes. */
    bundle(drafts: Draft[], data: FormData): { name: string; data: Blob };
    /** Saves it on the device. */
    save(bundle: { name: string; data: Blob }): void;
    /** The address of a letter about it. */
    letter(drafts: Draft[], data: FormData): string;
    /** The host's page for a new file, filled in where it fits; else its upload page. '' where there is no host. */
    host(drafts: Draft[], data: FormData): { address: string; filled: boolean };
    canShare(bundle: { name: string; data: Blob }): boolean;
    share(bundle: { name: string; data: Blob }): Promise<void>;
    /** A name for a file: `Anna z Łodzi` is `anna-z-lodzi`; as `toolkit new` makes them. */
    slug(title: string, data: FormData): string;
    /** The same with a number, where another has the name: no longer than names may be. */
    numbered(name: string, number: number): string;
  };

  // form-shrink.js
  /** A picture as it will be sent; an error with a `code` says why not: "heic", "too-large", "no-picture". */
  photo(file: File, taken: string[], data: FormData): Promise<FormPicture>;
  /** Its address, as the page may show it. */
  addressOf(picture: FormPicture): Promise<string>;

  // form-controls.js, form-picker.js, form-fields.js, form-photo.js
  controls: {
    single(control: Control): HTMLElement;
    options(field: FormField, data: FormData): [string, string][] | null;
    named<Input extends HTMLElement>(input: Input, control: Control): Input;
    picker(control: Control, options: [string, string][]): HTMLElement;
    draw(control: Control): HTMLElement;
    part(control: Control, field: FormField, step: string, value: Plain | undefined, changed: (value: Plain) => void): Control;
    button(text: string, press: () => void): HTMLButtonElement;
    picture(control: Control): HTMLElement;
    intoText(control: Control, insert: (markdown: string) => void): HTMLElement;
  };

  // form-drafts.js
  drafts: {
    today(): string;
    typeOf(data: FormData, name: string): FormType;
    headings(type: FormType, language: string): string;
    originalOf(record: FormRecord): FormVersion;
    begin(type: FormType, language: string): Draft;
    correct(record: FormRecord): Draft;
    translate(record: FormRecord, language: string, data: FormData): Draft;
    sections(version: FormVersion): string[];
    behind(record: FormRecord, draft: Draft): [string, string][];
    settled(record: FormRecord, draft: Draft): string[];
    settle(record: FormRecord, draft: Draft, names: string[]): void;
    gone(record: FormRecord, draft: Draft): string[];
    fingerprint(record: FormRecord, draft: Draft): string[];
  };

  // form-translate.js
  translation: {
    rows(work: Translating): HTMLElement[];
    lacking(original: string, own: string): string[];
  };

  // form-editor.js, form-work.js, form-beginning.js
  editor(work: Editing): { ask(): FormProblem[]; changed(): void };
  work(place: HTMLElement, work: Working): void;
  beginning(place: HTMLElement, data: FormData, drafts: Draft[], wayTo: Way, again: () => void): void;
  nameOf(draft: Draft, data: FormData): string;

  // form-desk*.js, on the desk alone
  desk?: {
    /** Every record with how it stands in each language. */
    list(data: FormData, wayTo: Way): HTMLElement;
    sending(work: DeskWork): HTMLElement;
  };
  /** Throws where something else stands than what the work began with. */
  deskCompare(file: FormFile, there: Uint8Array | undefined, path: string): void;
  deskList(data: FormData, states: DeskData["states"], wayTo: Way): HTMLElement;
  deskFolder: { isThere(): boolean; save(files: FormFile[], desk: DeskData): Promise<void> };
  deskHosts: { propose(files: FormFile[], title: string, key: string, data: FormData, desk: DeskData): Promise<string> };

  // form-preview.js
  /** What the page will show of a text, as HTML of the kind that the site's own texts are. */
  preview(text: string, draft: Draft, data: FormData): DocumentFragment;
}
