import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Condenses WordNet 3.1 into the one resource that {@code io.llmcache.internal.lexicon.Lexicon}
 * reads. Runs in the build, with WordNet's jar on the class path; the argument is the file to
 * write. The shape of the file is told in {@code LexiconReader}.
 */
public final class LexiconMaker {

  private static final String BASE = "net/sf/extjwnl/data/wordnet/wn31/";
  private static final List<String> PARTS = List.of("noun", "verb", "adj", "adv");

  /** Rarer senses do more harm than good: "dog" is also a frankfurter. */
  private static final int MAX_SENSES = 6;

  /** One group of synonyms of one part of speech. */
  private record Synset(List<String> words, boolean satellite, List<Pointer> pointers) {}

  /** From the word numbered {@code from} (0: the whole synset) to that of another synset. */
  private record Pointer(String symbol, int part, int target, int from, int to) {}

  /** What is written of one lemma. */
  private static final class Lemma {
    final int[][] senses = new int[PARTS.size()][];
    final int[] uses = new int[PARTS.size()];
    boolean name;
    int id;
  }

  private final List<Map<Integer, Synset>> synsets = new ArrayList<>();
  private final TreeMap<String, Lemma> lemmas = new TreeMap<>();
  private final TreeMap<String, TreeSet<String>> irregular = new TreeMap<>();
  private final Map<Integer, Integer> numbers = new LinkedHashMap<>();

  public static void main(String[] args) throws IOException {
    LexiconMaker maker = new LexiconMaker();
    maker.read();
    Path out = Path.of(args[0]);
    Files.createDirectories(out.getParent());
    try (OutputStream bytes = Files.newOutputStream(out);
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(bytes))) {
      maker.write(data);
    }
  }

  private void read() throws IOException {
    for (int part = 0; part < PARTS.size(); part++) {
      synsets.add(readSynsets(part));
    }
    Map<String, Integer> uses = readUses();
    for (int part = 0; part < PARTS.size(); part++) {
      readIndex(part, uses);
      readExceptions(part);
    }
    int id = 0;
    for (Lemma lemma : lemmas.values()) {
      lemma.id = id++;
    }
  }

  private static List<String> lines(String file) throws IOException {
    InputStream in = ClassLoader.getSystemResourceAsStream(BASE + file);
    if (in == null) {
      throw new IOException("WordNet is not on the class path: no " + BASE + file);
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      return reader.lines().filter(line -> !line.startsWith("  ")).toList();
    }
  }

  private static Map<Integer, Synset> readSynsets(int part) throws IOException {
    Map<Integer, Synset> found = new HashMap<>();
    for (String line : lines("data." + PARTS.get(part))) {
      String[] field = line.split(" ");
      int at = 4;
      int count = Integer.parseInt(field[3], 16);
      List<String> words = new ArrayList<>();
      for (int i = 0; i < count; i++, at += 2) {
        words.add(field[at].replaceAll("\\(.*\\)", ""));
      }
      int pointers = Integer.parseInt(field[at++]);
      List<Pointer> targets = new ArrayList<>();
      for (int i = 0; i < pointers; i++, at += 4) {
        targets.add(pointer(field, at));
      }
      found.put(Integer.parseInt(field[0]), new Synset(words, field[2].equals("s"), targets));
    }
    return found;
  }

  private static Pointer pointer(String[] field, int at) {
    int part = "nvar".indexOf(field[at + 2]);
    int from = Integer.parseInt(field[at + 3].substring(0, 2), 16);
    int to = Integer.parseInt(field[at + 3].substring(2), 16);
    return new Pointer(field[at], part, Integer.parseInt(field[at + 1]), from, to);
  }

  /** How often a lemma was seen in tagged text, by lemma and part of speech. */
  private static Map<String, Integer> readUses() throws IOException {
    Map<String, Integer> uses = new HashMap<>();
    for (String line : lines("index.sense")) {
      String[] field = line.split(" ");
      String lemma = field[0].substring(0, field[0].indexOf('%'));
      int kind = field[0].charAt(field[0].indexOf('%') + 1) - '1';
      int part = kind == 4 ? 2 : kind;
      uses.merge(lemma + "%" + part, Integer.parseInt(field[3]), Integer::sum);
    }
    return uses;
  }

  private void readIndex(int part, Map<String, Integer> uses) throws IOException {
    for (String line : lines("index." + PARTS.get(part))) {
      String[] field = line.split(" ");
      if (!kept(field[0], part)) {
        continue;
      }
      int senses = Integer.parseInt(field[2]);
      int tagged = Integer.parseInt(field[5 + Integer.parseInt(field[3])]);
      int first = 6 + Integer.parseInt(field[3]);
      int[] offsets =
          IntStream.range(0, Math.min(senses, Math.max(3, Math.min(tagged, MAX_SENSES))))
              .map(i -> Integer.parseInt(field[first + i]))
              .toArray();
      Lemma lemma = lemmas.computeIfAbsent(field[0], key -> new Lemma());
      lemma.senses[part] = offsets;
      lemma.uses[part] = uses.getOrDefault(field[0] + "%" + part, 0);
      lemma.name |= part == 0 && isName(field[0], offsets[0]);
    }
  }

  /** Single words, and verbs with a particle: "set_up". */
  private static boolean kept(String lemma, int part) {
    return lemma.matches("[a-z]+") || part == 1 && lemma.matches("[a-z]+_[a-z]+");
  }

  private boolean isName(String lemma, int offset) {
    return synsets.get(0).get(offset).words().stream()
        .anyMatch(w -> w.equalsIgnoreCase(lemma) && Character.isUpperCase(w.charAt(0)));
  }

  private void readExceptions(int part) throws IOException {
    for (String line : lines(PARTS.get(part) + ".exc")) {
      String[] field = line.split(" ");
      for (String lemma : Arrays.asList(field).subList(1, field.length)) {
        if (field[0].matches("[a-z]+") && lemmas.containsKey(lemma)) {
          irregular.computeIfAbsent(field[0], key -> new TreeSet<>()).add(lemma);
        }
      }
    }
  }

  private void write(DataOutputStream out) throws IOException {
    writeLemmas(out);
    writeParents(out);
    writeOpposedSynsets(out);
    writePairs(out, antonyms());
    writePairs(out, derivations());
    writeIrregular(out);
  }

  private void writeLemmas(DataOutputStream out) throws IOException {
    varint(out, lemmas.size());
    String before = "";
    for (Map.Entry<String, Lemma> entry : lemmas.entrySet()) {
      writeText(out, before, entry.getKey());
      before = entry.getKey();
      Lemma lemma = entry.getValue();
      out.writeByte(mask(lemma));
      for (int part = 0; part < PARTS.size(); part++) {
        if (lemma.senses[part] != null) {
          writeSenses(out, part, lemma);
        }
      }
    }
  }

  private static void writeText(DataOutputStream out, String before, String text)
      throws IOException {
    int shared = 0;
    while (shared < Math.min(before.length(), text.length())
        && before.charAt(shared) == text.charAt(shared)) {
      shared++;
    }
    varint(out, shared);
    varint(out, text.length() - shared);
    out.write(text.substring(shared).getBytes(StandardCharsets.US_ASCII));
  }

  private static int mask(Lemma lemma) {
    int mask = lemma.name ? 16 : 0;
    for (int part = 0; part < PARTS.size(); part++) {
      mask |= lemma.senses[part] == null ? 0 : 1 << part;
    }
    return mask;
  }

  private void writeSenses(DataOutputStream out, int part, Lemma lemma) throws IOException {
    int bucket = Math.min(15, 32 - Integer.numberOfLeadingZeros(lemma.uses[part]));
    out.writeByte(bucket << 4 | lemma.senses[part].length);
    for (int offset : lemma.senses[part]) {
      varint(out, number(part, offset));
    }
  }

  /** A small number for a synset, given in order of first use. */
  private int number(int part, int offset) {
    return numbers.computeIfAbsent(part << 28 | offset, key -> numbers.size());
  }

  /** The first broader synset of each (for an adjective: the head of its cluster), or none. */
  private void writeParents(DataOutputStream out) throws IOException {
    List<Integer> parents = new ArrayList<>();
    List<Integer> todo = new ArrayList<>(numbers.keySet());
    for (int i = 0; i < todo.size(); i++) {
      int part = todo.get(i) >>> 28;
      int parent = parent(part, todo.get(i) & 0xFFFFFFF);
      int known = numbers.size();
      parents.add(parent < 0 ? 0 : number(part, parent) + 1);
      if (numbers.size() > known) {
        todo.add(part << 28 | parent);
      }
    }
    varint(out, parents.size());
    for (int i = 0; i < parents.size(); i++) {
      varint(out, parents.get(i));
    }
  }

  private int parent(int part, int offset) {
    Synset synset = synsets.get(part).get(offset);
    for (Pointer pointer : synset.pointers()) {
      boolean broader = pointer.symbol().equals("@") || pointer.symbol().equals("@i");
      if (broader || synset.satellite() && pointer.symbol().equals("&")) {
        return pointer.target();
      }
    }
    return -1;
  }

  /** Adjective clusters of opposite meaning. */
  private void writeOpposedSynsets(DataOutputStream out) throws IOException {
    Set<Long> pairs = new TreeSet<>();
    for (Map.Entry<Integer, Integer> entry : Map.copyOf(numbers).entrySet()) {
      int part = entry.getKey() >>> 28;
      for (Pointer pointer : synsets.get(part).get(entry.getKey() & 0xFFFFFFF).pointers()) {
        Integer target = numbers.get(pointer.part() << 28 | pointer.target());
        if (part == 2 && pointer.symbol().equals("!") && target != null) {
          pairs.add((long) entry.getValue() << 32 | target);
        }
      }
    }
    writePairs(out, pairs);
  }

  private Set<Long> antonyms() {
    Set<Long> pairs = new TreeSet<>();
    collect(pairs, Set.of("!"));
    return pairs;
  }

  /** decide and decision, quick and quickly, city and urban. */
  private Set<Long> derivations() {
    Set<Long> pairs = new TreeSet<>();
    collect(pairs, Set.of("+", "\\", "<"));
    return pairs;
  }

  private void collect(Set<Long> pairs, Set<String> symbols) {
    for (Map.Entry<String, Lemma> entry : lemmas.entrySet()) {
      for (int part = 0; part < PARTS.size(); part++) {
        int[] offsets = entry.getValue().senses[part];
        for (int offset : offsets == null ? new int[0] : offsets) {
          collect(pairs, symbols, entry.getKey(), synsets.get(part).get(offset));
        }
      }
    }
  }

  private void collect(Set<Long> pairs, Set<String> symbols, String lemma, Synset synset) {
    for (Pointer pointer : synset.pointers()) {
      if (!symbols.contains(pointer.symbol()) || pointer.from() == 0) {
        continue;
      }
      String from = synset.words().get(pointer.from() - 1);
      Synset other = synsets.get(pointer.part()).get(pointer.target());
      Lemma target = lemmas.get(other.words().get(pointer.to() - 1).toLowerCase());
      if (from.equalsIgnoreCase(lemma) && target != null && target.id != lemmas.get(lemma).id) {
        pairs.add((long) lemmas.get(lemma).id << 32 | target.id);
        pairs.add((long) target.id << 32 | lemmas.get(lemma).id);
      }
    }
  }

  /** Sorted pairs: how far the first is from the first before it, and the second. */
  private static void writePairs(DataOutputStream out, Set<Long> pairs) throws IOException {
    varint(out, pairs.size());
    int before = 0;
    for (long pair : pairs) {
      varint(out, (int) (pair >>> 32) - before);
      varint(out, (int) pair);
      before = (int) (pair >>> 32);
    }
  }

  private void writeIrregular(DataOutputStream out) throws IOException {
    varint(out, irregular.size());
    String before = "";
    for (Map.Entry<String, TreeSet<String>> entry : irregular.entrySet()) {
      writeText(out, before, entry.getKey());
      before = entry.getKey();
      varint(out, entry.getValue().size());
      for (String lemma : entry.getValue()) {
        varint(out, lemmas.get(lemma).id);
      }
    }
  }

  private static void varint(DataOutputStream out, int value) throws IOException {
    int left = value;
    while (left > 0x7F) {
      out.writeByte(left & 0x7F | 0x80);
      left >>>= 7;
    }
    out.writeByte(left);
  }
}
