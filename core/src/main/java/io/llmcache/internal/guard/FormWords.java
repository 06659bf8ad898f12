package io.llmcache.internal.guard;

import io.llmcache.internal.guard.text.Pieces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words in which people say what form an answer should have. */
final class FormWords {

  /** "in French Guiana", "to Spanish restaurants": no language is meant. */
  static final Set<String> NOT_A_LANGUAGE_BEFORE =
      Set.of(
          "food",
          "cuisine",
          "restaurant",
          "restaurants",
          "culture",
          "history",
          "law",
          "guiana",
          "people",
          "politics",
          "football",
          "art",
          "wine",
          "cooking",
          "society",
          "schools",
          "mythology",
          "class",
          "companies",
          "cities",
          "market",
          "government",
          "citizenship",
          "passport",
          "literature");

  private static final Map<String, String> LANGUAGES = new HashMap<>();
  private static final Map<String, String> FORMATS = new HashMap<>();
  private static final Map<String, String> GENRES = new HashMap<>();

  /** What a phrase asks for. */
  private record Phrase(String[] words, String wish) {}

  /** By their first word. */
  private static final Map<String, List<Phrase>> PHRASES = new HashMap<>();

  static {
    for (String name :
        ("english french german spanish italian portuguese dutch russian chinese mandarin cantonese"
                + " japanese korean arabic hindi bengali urdu turkish polish swedish norwegian danish"
                + " finnish greek hebrew czech slovak hungarian romanian bulgarian ukrainian serbian"
                + " croatian vietnamese thai indonesian malay tagalog filipino swahili persian farsi"
                + " punjabi tamil telugu marathi gujarati latin esperanto catalan basque irish welsh"
                + " icelandic estonian latvian lithuanian slovenian albanian afrikaans zulu")
            .split(" ", -1)) {
      LANGUAGES.put(name, name);
    }
    LANGUAGES.put("mandarin", "chinese");
    LANGUAGES.put("farsi", "persian");
    formats();
    genres();
    lengths();
    audiences();
  }

  private FormWords() {}

  /** Empty if the word names none. */
  static String language(String word) {
    return LANGUAGES.getOrDefault(word, "");
  }

  /** The format that these pieces name, empty if they name none. */
  static String format(Pieces pieces, int at) {
    String two = pieces.at(at).lower() + " " + pieces.at(at + 1).lower();
    return FORMATS.getOrDefault(two, FORMATS.getOrDefault(pieces.at(at).lower(), ""));
  }

  /** The kind of text that the word names, empty if it names none. */
  static String genre(String word) {
    return GENRES.getOrDefault(word, "");
  }

  /** The wish that this phrase is. */
  static Optional<String> phrase(Pieces pieces, int at) {
    return PHRASES.getOrDefault(pieces.at(at).lower(), List.of()).stream()
        .filter(phrase -> pieces.says(at, phrase.words))
        .map(Phrase::wish)
        .findFirst();
  }

  private static void formats() {
    for (String same :
        "json xml yaml csv html markdown latex sql toml pdf prose pseudocode".split(" ", -1)) {
      FORMATS.put(same, same);
    }
    put(
        FORMATS,
        "bullets",
        "bullet points,bulletpoints,bullet list,bullets,bullet form,bulleted list,point form");
    put(FORMATS, "bullets", "bullet point");
    put(FORMATS, "table", "table,tables,tabular form,tabular format");
    put(FORMATS, "numbered list", "numbered list,ordered list");
    put(FORMATS, "list", "list,list form");
    put(FORMATS, "steps", "steps");
    put(FORMATS, "paragraph", "paragraph,paragraphs,paragraph form");
    put(FORMATS, "sentence", "sentence,sentences");
    put(FORMATS, "diagram", "diagram,flowchart,chart,graph");
    put(FORMATS, "regex", "regex,regular expression");
    put(FORMATS, "words", "words");
    put(FORMATS, "markdown", "md");
  }

  private static void genres() {
    for (String same :
        ("poem haiku limerick sonnet essay story song letter speech joke tweet blog script email summary"
                + " outline review article rap riddle quiz press slogan caption headline dialogue")
            .split(" ", -1)) {
      GENRES.put(same, same);
    }
    GENRES.put("mail", "email");
  }

  private static void lengths() {
    say(
        "length short",
        "in a nutshell,in brief,tl ; dr,tldr,in short form,in a few words,keep it short");
    say(
        "length short",
        "keep it brief,briefly,concisely,short answer,short explanation,brief answer");
    say(
        "length short",
        "brief explanation,brief overview,short summary,brief summary,concise answer");
    say(
        "length short",
        "short version,concise summary,be brief,be concise,brief description,succinctly");
    say("length long", "in detail,in depth,in great detail,detailed answer,detailed explanation");
    say("length long", "thorough explanation,detailed overview,long answer,comprehensive overview");
    say("length long", "comprehensive explanation,detailed description,at length,thoroughly");
    say(
        "length long",
        "detailed guide,comprehensive guide,detailed summary,long version,in full detail");
    say("order alphabetical", "alphabetical order,alphabetically,in alphabetical,sorted by name");
    say(
        "order of time",
        "chronological order,chronologically,in chronological,sorted by date,by date");
    say(
        "order of size",
        "order of size,sorted by size,by size,ordered by size,from smallest,from largest");
    say("order upward", "ascending order,ascending");
    say("order downward", "descending order,descending,reverse order");
    say("format steps", "step by step,step - by - step,one step at a time");
    say("format code only", "code only,only code,only the code,just the code,just code");
    say(
        "format one word",
        "yes or no,one word answer,one - word answer,in one word,in a single word");
    say("format with examples", "with examples,with an example,with example");
  }

  private static void audiences() {
    say(
        "audience child",
        "for a child,for children,for kids,for a kid,to a child,to children,to kids,to a kid");
    say(
        "audience child",
        "eli5,like i'm five,like i'm 5,like i am five,like i am 5,five year old,5 year old");
    say(
        "audience child",
        "5 - year - old,five - year - old,for a toddler,for toddlers,to my kid,to my child");
    say(
        "audience simple",
        "in simple terms,in layman's terms,in laymans terms,in plain english,for dummies");
    say(
        "audience simple",
        "in simple words,in simple english,for beginners,for a beginner,to a beginner,simply put");
    say(
        "audience simple",
        "in plain language,in simple language,for a layman,for laymen,for newbies,for novices");
    say(
        "audience expert",
        "for experts,for an expert,to an expert,for professionals,for specialists");
    say(
        "audience expert",
        "for a phd,for advanced,in technical terms,for scientists,for an advanced");
    say(
        "audience students",
        "for students,for a student,to a student,for high school,for a teenager,for teens");
    say(
        "audience seniors",
        "for seniors,for the elderly,for elderly,for a grandmother,to my grandma,for adults");
    say(
        "tone formal",
        "formally,in a formal,formal tone,formal email,formal letter,formal style,formal way");
    say(
        "tone formal",
        "in formal,professional tone,professional email,professionally,in a professional");
    say(
        "tone casual",
        "informally,in an informal,informal tone,informal email,informal letter,casually");
    say(
        "tone casual",
        "casual tone,in a casual,friendly tone,in a friendly,informal way,friendly email");
    say(
        "tone funny",
        "funny tone,in a funny,humorously,humorous tone,in a humorous,make it funny,funny way");
    say("tone polite", "polite tone,politely,in a polite,polite email,polite way");
    say("tone angry", "angry tone,angry email,angrily,sarcastic tone,sarcastically,in a sarcastic");
    say(
        "tone persona",
        "as a pirate,like a pirate,like shakespeare,in the style of,as a lawyer,as a doctor");
  }

  private static void say(String wish, String phrases) {
    for (String phrase : phrases.split(",", -1)) {
      String[] words = phrase.split(" ", -1);
      PHRASES.computeIfAbsent(words[0], first -> new ArrayList<>()).add(new Phrase(words, wish));
    }
  }

  private static void put(Map<String, String> map, String value, String keys) {
    for (String key : keys.split(",", -1)) {
      map.put(key, value);
    }
  }
}
