package io.llmcache.internal.guard.quantity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The units that are known, by each of their spellings. */
final class Units {

  private static final Map<String, List<Unit>> BY_NAME = new HashMap<>();

  /** Spellings that are too common as words to be units unless they touch the digits. */
  private static final Set<String> ONLY_GLUED =
      Set.of("s", "d", "y", "w", "b", "c", "f", "v", "a", "t");

  static {
    time();
    lengths();
    weightsAndVolumes();
    money();
    others();
  }

  private Units() {}

  /** What the word may stand for; empty if it is no unit. */
  static List<Unit> named(String word, boolean glued) {
    return !glued && ONLY_GLUED.contains(word) ? List.of() : BY_NAME.getOrDefault(word, List.of());
  }

  private static void time() {
    add("time", "1", "s sec secs second seconds");
    add("time", "0.001", "ms millisecond milliseconds millis");
    add("time", "60", "min mins minute minutes");
    add("time", "3600", "h hr hrs hour hours");
    add("time", "86400", "d day days");
    add("time", "604800", "wk wks week weeks");
    add("time", "1209600", "fortnight fortnights");
    add("month", "1", "mo mos month months");
    add("month", "12", "y yr yrs year years yo");
    add("month", "120", "decade decades");
    add("month", "1200", "century centuries");
  }

  private static void lengths() {
    add("length", "1", "m meter meters metre metres");
    add("length", "0.01", "cm cms centimeter centimeters centimetre centimetres");
    add("length", "0.001", "mm millimeter millimeters millimetre millimetres");
    add("length", "1000", "km kms kilometer kilometers kilometre kilometres");
    add("length", "0.0254", "inch inches");
    add("length", "0.3048", "ft feet foot");
    add("length", "0.9144", "yd yds yard yards");
    add("length", "1609.344", "mi mile miles");
    add("acre", "1", "acre acres");
    add("hectare", "1", "ha hectare hectares");
  }

  private static void weightsAndVolumes() {
    add("mass", "1", "g gm gms gr gram grams gramme grammes");
    add("mass", "0.001", "mg mgs milligram milligrams");
    add("mass", "0.000001", "mcg \u03BCg microgram micrograms");
    add("mass", "1000", "kg kgs kilo kilos kilogram kilograms");
    add("mass", "453.59237", "lb lbs pound pounds");
    add("mass", "28.349523125", "oz ounce ounces");
    add("mass", "6350.29318", "stone stones");
    add("mass", "1000000", "tonne tonnes");
    add("ton", "1", "ton tons");
    add("volume", "1", "l lt liter liters litre litres");
    add("volume", "0.001", "ml milliliter milliliters millilitre millilitres cc");
    add("volume", "0.01", "cl centiliter centilitre");
    add("spoon", "1", "tsp tsps teaspoon teaspoons");
    add("spoon", "3", "tbsp tbsps tablespoon tablespoons");
    add("spoon", "48", "cup cups");
    add("gallon", "1", "gal gallon gallons");
    add("gallon", "0.25", "quart quarts");
    add("pint", "1", "pint pints");
  }

  private static void money() {
    add("USD", "1", "$ usd us$ dollar dollars buck bucks");
    add("EUR", "1", "\u20AC eur euro euros");
    add("GBP", "1", "\u00A3 gbp pound pounds quid sterling");
    add("JPY", "1", "\u00A5 jpy yen");
    add("INR", "1", "\u20B9 inr rs rupee rupees");
    add("KRW", "1", "\u20A9 krw won");
    add("CNY", "1", "cny rmb yuan");
    add("cent", "1", "\u00A2 cent cents");
    add("pence", "1", "pence penny");
    for (String code : List.of("CAD", "AUD", "NZD", "CHF", "SEK", "NOK", "DKK", "PLN", "BRL")) {
      add(code, "1", code.toLowerCase(java.util.Locale.ROOT));
    }
    for (String code : List.of("MXN", "ZAR", "SGD", "HKD", "THB", "TRY", "AED", "BTC", "ETH")) {
      add(code, "1", code.toLowerCase(java.util.Locale.ROOT));
    }
    add("CHF", "1", "franc francs");
    add("MXN", "1", "peso pesos");
    add("BTC", "1", "bitcoin bitcoins");
    add("AED", "1", "dirham dirhams");
    add("dinar", "1", "dinar dinars");
    add("RUB", "1", "rub ruble rubles rouble roubles");
    add("THB", "1", "baht");
    add("PLN", "1", "zloty zlotys");
    add("krone", "1", "krona kronor krone kroner");
    add("TRY", "1", "lira liras");
    add("riyal", "1", "riyal riyals rial rials");
    add("ILS", "1", "shekel shekels");
    add("MYR", "1", "ringgit");
    add("HUF", "1", "forint forints");
    add("ZAR", "1", "zar");
    add("IDR", "1", "rupiah rupiahs");
    add("NGN", "1", "naira");
    add("BDT", "1", "taka");
  }

  private static void others() {
    add("percent", "1", "% percent pct");
    add("celsius", "1", "c celsius centigrade");
    add("fahrenheit", "1", "f fahrenheit");
    add("degree", "1", "\u00B0 deg degree degrees");
    add("speed", "1", "kmh kph");
    add("mph", "1", "mph");
    add("b", "1", "b byte bytes");
    add("bit", "1", "bit bits");
    add("kb", "1", "kb kilobyte kilobytes");
    add("mb", "1", "mb megabyte megabytes");
    add("gb", "1", "gb gig gigs gigabyte gigabytes");
    add("tb", "1", "tb terabyte terabytes");
    add("mbps", "1", "mbps");
    add("hertz", "1", "hz hertz");
    add("hertz", "1000000", "mhz megahertz");
    add("hertz", "1000000000", "ghz gigahertz");
    add("watt", "1", "w watt watts");
    add("watt", "1000", "kw kilowatt kilowatts");
    add("kwh", "1", "kwh");
    add("volt", "1", "v volt volts");
    add("ampere", "1", "amp amps ampere amperes");
    add("calorie", "1", "cal cals kcal kcals calorie calories");
    add("times", "1", "x times");
  }

  private static void add(String dimension, String factor, String names) {
    Unit unit = new Unit(dimension, Ratio.of(factor));
    for (String name : names.split(" ", -1)) {
      BY_NAME.merge(name, List.of(unit), Units::both);
    }
  }

  private static List<Unit> both(List<Unit> some, List<Unit> more) {
    return List.of(some.get(0), more.get(0));
  }

  /** Every spelling. */
  static Set<String> all() {
    return BY_NAME.keySet();
  }
}
