package io.llmcache.internal.guard.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a text names exactly: code, versions, part numbers, acronyms, products, signs. */
public final class Identifiers {

  private static final Set<String> EMPHASIS =
      Set.of(
          ("NOT AND OR THE IS ARE DO DOES NO YES ALL ANY ONLY MUST NEVER ALWAYS PLEASE HELP WHY HOW"
                  + " WHAT WHEN WHERE WHO MY ME YOU IT IN ON TO OF FOR A I IF CAN OK ASAP NOW VERY"
                  + " URGENT NEED WANT SO BUT WITH AM PM CANNOT STILL FREE NEW THIS THAT")
              .split(" ", -1));

  private static final Pattern CHUNKS = Pattern.compile("\\s+");

  private final Set<String> codes = new TreeSet<>();
  private final Set<String> names = new TreeSet<>();
  private final Mentions mentions;
  private final Set<String> techNames;
  private final Symbols symbols;

  private Identifiers(Pieces pieces) {
    String plain = pieces.plain();
    techNames = TechNames.in(pieces);
    symbols = Symbols.in(pieces);
    boolean shouts = shouts(plain);
    for (String chunk : CHUNKS.split(plain, -1)) {
      String core = CodeShape.core(chunk);
      if (CodeShape.isCode(core)) {
        codes.add(canonical(core));
      } else if (!shouts) {
        names(core);
      }
    }
    mentions = new Mentions(pieces, plain);
    codes.addAll(Backticks.in(plain));
  }

  /** The identifiers of any text. */
  public static Identifiers of(Pieces pieces) {
    return new Identifiers(pieces);
  }

  /** Code, versions and part numbers, in order of the alphabet. */
  public Set<String> codes() {
    return codes;
  }

  /** Acronyms and names with capitals inside, in lower case. */
  public Set<String> names() {
    return names;
  }

  /** Languages, systems and tools. */
  public Set<String> techNames() {
    return techNames;
  }

  /** Operators and arrows. */
  public List<String> signs() {
    return symbols.signs();
  }

  /** Emoji. */
  public List<String> pictures() {
    return symbols.pictures();
  }

  /** Whether an emoji stands before a word. */
  public boolean pictureInside() {
    return symbols.pictureInside();
  }

  /** Whether the text has this identifier, as one word or as two or three, or spelt out. */
  public boolean mentions(String identifier) {
    boolean exact = identifier.startsWith("-") || identifier.startsWith("`");
    return codes.contains(identifier) || !exact && mentions.has(Mentions.compact(identifier));
  }

  private void names(String core) {
    if (core.chars().noneMatch(Character::isUpperCase)) {
      return;
    }
    String name = core.endsWith("'s") ? core.substring(0, core.length() - 2) : core;
    if (name.length() > 2 && name.endsWith("s")) {
      name = name.substring(0, name.length() - 1);
      name = isUpper(name) ? name : core;
    }
    boolean acronym = name.length() >= 2 && isUpper(name) && !EMPHASIS.contains(name);
    boolean letter = name.length() == 1 && isUpper(name) && !EMPHASIS.contains(name);
    String compact = Mentions.compact(name);
    if (name.length() < 40 && (acronym || letter || hasHump(name)) && !TechNames.knows(compact)) {
      names.add(Mentions.alias(compact));
    }
  }

  private static boolean isUpper(String name) {
    return name.chars().allMatch(c -> c >= 'A' && c <= 'Z' || "&.-".indexOf(c) >= 0);
  }

  /** A capital right behind a small letter: "getName", "iPhone", "PayPal". */
  private static boolean hasHump(String name) {
    for (int i = 1; i < name.length(); i++) {
      if (Character.isUpperCase(name.charAt(i)) && Character.isLowerCase(name.charAt(i - 1))) {
        return name.chars().allMatch(Character::isLetter);
      }
    }
    return false;
  }

  private static boolean shouts(String plain) {
    long upper = plain.chars().filter(Character::isUpperCase).count();
    long lower = plain.chars().filter(Character::isLowerCase).count();
    return upper > 8 && upper > 2 * lower;
  }

  private static String canonical(String core) {
    boolean flag = core.startsWith("-");
    String bare = core.startsWith("#") ? core.substring(1) : core;
    return flag
        ? bare
        : bare.toLowerCase(Locale.ROOT).replaceAll("(?<=\\w)[-_](?=\\w)|(?<=\\d[a-z])s$", "");
  }
}
