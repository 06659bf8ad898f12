package io.llmcache.benchmarks.web;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What people ask in the workload: some thousand questions, each with a number. */
final class Questions {

  private static final String CITIES =
      "Vienna, Prague, Berlin, Munich, Hamburg, Zurich, Milan, Rome, Paris, Lyon, Brussels,"
          + " Amsterdam, Copenhagen, Warsaw, Budapest, Madrid, Lisbon, Oslo";
  private static final String COUNTRIES =
      "Austria, Belgium, Bulgaria, Croatia, Denmark, Estonia, Finland, France, Germany, Greece,"
          + " Hungary, Iceland, Ireland, Italy, Japan, Kenya, Latvia, Lithuania, Malta, Mexico,"
          + " Morocco, Nepal, Norway, Peru, Poland, Portugal, Romania, Serbia, Slovakia, Slovenia,"
          + " Spain, Sweden, Switzerland, Thailand, Turkey, Uruguay, Vietnam";

  private static final List<Family> FAMILIES =
      List.of(
          how(
              "add a column to a table, rename a column, drop a column, create an index, drop an"
                  + " index, list all tables, create a view, give a user read access, give a user"
                  + " write access, export a table to CSV, import a CSV file, find duplicate rows,"
                  + " count the rows of a table, sort the result in ascending order, sort the"
                  + " result in descending order, undo a transaction, join two tables, lock a row,"
                  + " back up a database, restore a database",
              "PostgreSQL, MySQL, MariaDB, Oracle, SQLite, SQL Server, Snowflake, BigQuery,"
                  + " CockroachDB, ClickHouse, DuckDB"),
          how(
              "reverse a string, sort a list, read a file line by line, parse JSON, write JSON,"
                  + " send an HTTP request, format a date, parse a date, round a number up, round"
                  + " a number down, split a string, join strings, copy a map, catch an exception,"
                  + " throw an exception, start a thread, stop a thread, read an environment"
                  + " variable, compute a hash, compare two dates",
              "Java, Kotlin, Python, Ruby, Go, Rust, Swift, Scala, PHP, Perl, JavaScript,"
                  + " TypeScript"),
          how(
              "enable TLS, disable TLS, enlarge the thread pool, shrink the thread pool, deploy a"
                  + " WAR, undeploy a WAR, change the HTTP port, add a data source, remove a data"
                  + " source, enable access logs, disable access logs, take a thread dump, take a"
                  + " heap dump, see the open sessions, set a system property",
              "WildFly, Tomcat, Jetty, Payara, Open Liberty, GlassFish"),
          new Family(
              words(
                  "turn on dark mode, turn off dark mode, turn on notifications, turn off"
                      + " notifications, take a screenshot, change the language, connect a"
                      + " printer, free up storage, record the screen, set an alarm, block a"
                      + " caller, unblock a caller, scan a document, share a file, reset all"
                      + " settings"),
              words(
                  "an Android phone, an iPhone, an iPad, Windows, a Mac, a Chromebook, Linux, a"
                      + " smart TV"),
              List.of(
                  "How do I < on >?",
                  "How can I < on >?",
                  "How do you < on >?",
                  "What do I have to do to < on >?",
                  "Can you tell me how to < on >?",
                  "Please explain how to < on >.",
                  "On >, how do I <?",
                  "I want to < on >. How do I do that?")),
          new Family(
              words(
                  "capital, currency, official language, largest city, highest mountain, longest"
                      + " river, national anthem, country code, national dish, oldest university"),
              words(COUNTRIES),
              List.of(
                  "What is the < of >?",
                  "What's the < of >?",
                  "Tell me the < of >.",
                  "Can you tell me the < of >?",
                  "Do you know what the < of > is?",
                  "I would like to know the < of >.",
                  "Which is the < of >?",
                  "What is >'s <?")),
          new Family(
              words(CITIES),
              words("Athens, Belgrade, Bratislava, Dublin, Geneva, Ghent, Graz, Krakow, Seville"),
              List.of(
                  "How do I get from < to > by train?",
                  "How can I get from < to > by train?",
                  "How do I travel from < to > by train?",
                  "What is the way from < to > by train?",
                  "I want to take the train from < to >. How do I get there?",
                  "By train, how do I get from < to >?",
                  "Can you tell me how to get from < to > by train?")),
          new Family(
              words("Athens, Belgrade, Bratislava, Dublin, Geneva, Ghent, Graz, Krakow, Seville"),
              words(CITIES),
              List.of(
                  "How do I get from < to > by train?",
                  "How can I get from < to > by train?",
                  "How do I travel from < to > by train?",
                  "I want to take the train from < to >. How do I get there?",
                  "By train, how do I get from < to >?",
                  "Can you tell me how to get from < to > by train?")),
          new Family(
              words(
                  "potatoes, carrots, beets, lentils, chickpeas, black beans, chicken thighs, pork"
                      + " ribs, salmon fillets, artichokes, parsnips, leeks, mussels, dumplings"),
              words(
                  "the oven, a pan, a pressure cooker, a steamer, an air fryer, a slow cooker, a"
                      + " microwave"),
              List.of(
                  "How long do < have to cook in >?",
                  "How long do < need to cook in >?",
                  "How long must < cook in >?",
                  "What is the cooking time for < in >?",
                  "I cook < in >. How long does that take?",
                  "In >, how long do < have to cook?",
                  "Can you tell me how long < have to cook in >?")),
          new Family(
              words(
                  "vacation, sick leave, parental leave, training, remote work, bereavement leave"),
              words(
                  "interns, contractors, part-time employees, managers, new hires, night workers,"
                      + " apprentices, drivers, nurses, seasonal workers"),
              List.of(
                  "How many days of < do > get?",
                  "How many days of < do > have?",
                  "How many < days do > get?",
                  "To how many days of < are > entitled?",
                  "Can you tell me how many days of < > get?",
                  "I would like to know how many days of < > get.")),
          new Family(
              numbers(3, 27),
              numbers(120, 159),
              List.of(
                  "What is < percent of >?",
                  "How much is < percent of >?",
                  "What's <% of >?",
                  "Calculate < percent of >.",
                  "Can you tell me what < percent of > is?",
                  "Please work out < percent of >.")),
          new Family(
              words(
                  "a thread, a lock, a queue, a cache, a proxy, an index, a trigger, a stack, a"
                      + " socket, a token, a shard, a replica"),
              words(
                  "a process, a semaphore, a topic, a buffer, a gateway, a view, a procedure, a"
                      + " heap, a pipe, a cookie, a partition, a backup"),
              List.of(
                  "What is the difference between < and >?",
                  "What's the difference between < and >?",
                  "How do < and > differ?",
                  "How is < different from >?",
                  "Can you explain the difference between < and >?",
                  "Please explain how < and > differ.",
                  "In what way is < different from >?")),
          new Family(
              words(
                  "a fern, a cactus, an orchid, a rubber plant, a bonsai, basil, rosemary, mint, a"
                      + " monstera, an aloe, a peace lily, a lemon tree, an olive tree, lavender"),
              words("spring, summer, autumn, winter, the first year, a heated room"),
              List.of(
                  "How often should I water < in >?",
                  "How often do I have to water < in >?",
                  "How frequently should I water < in >?",
                  "How often should < be watered in >?",
                  "In >, how often should I water <?",
                  "Can you tell me how often to water < in >?")));

  private static final int COUNT = FAMILIES.stream().mapToInt(Family::size).sum();

  private Questions() {}

  static int count() {
    return COUNT;
  }

  /** A question as it is asked mostly. */
  static String plain(int number) {
    Place place = Place.of(number);
    return place.family().plain(place.within());
  }

  /** The same question in other words. */
  static String otherwise(int number, Random random) {
    Place place = Place.of(number);
    return place.family().otherwise(place.within(), random);
  }

  private static Family how(String actions, String systems) {
    return new Family(
        words(actions),
        words(systems),
        List.of(
            "How do I < in >?",
            "How can I < in >?",
            "How do you < in >?",
            "How does one < in >?",
            "What is the way to < in >?",
            "Can you tell me how to < in >?",
            "Please explain how to < in >.",
            "In >, how do I <?",
            "I want to < in >. How do I do that?"));
  }

  private static List<String> words(String list) {
    return Arrays.asList(list.split(", "));
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }

  /** Where the question with a number is. */
  private record Place(Family family, int within) {

    static Place of(int number) {
      int left = number;
      for (Family family : FAMILIES) {
        if (left < family.size()) {
          return new Place(family, left);
        }
        left -= family.size();
      }
      throw new IndexOutOfBoundsException("no question has the number " + number);
    }
  }
}
