package io.llmcache.internal.guard;

import java.util.regex.Pattern;

/** Orders with an effect outside of the answer: "turn off the lights", not "write a poem". */
final class ActionGate implements Gate {

  /** Nobody asks a text model for these but to have them done. */
  private static final Pattern ALWAYS =
      order(
          "turn (?:on|off|up|down|the|it|my|all|that)|switch (?:on|off|the|my|to)",
          "set (?:an?|the|my|up an?|up the|\\w+ for|\\w+ to|.{0,30}(?:meeting|appointment|alarm|reminder|timer))",
          "send|text|e-?mail|call|dial|ring|tweet|post|reply|forward|answer .{0,30}(?:email|call|text)",
          "notify|alert me|remind|wake me|snooze|repeat (?:the|my|this|reminder)|connect me|put me through",
          "play|pause|resume|continue playing|stop (?:the|playing|music|it|my)|skip|shuffle|mute|unmute|silence",
          "let's (?:hear|play|listen)|start (?:the|my|playing|game|a timer)|dim|brew|vacuum|clean the",
          "book|reserve|schedule|reschedule|order|buy me|purchase|rent me|hail|get (?:me )?(?:.{0,20})(?:cab|taxi|uber)",
          "pay|transfer|wire|refund|charge|deposit|withdraw|move \\$|cancel|confirm (?:my|the|a) |renew my|return my",
          "unsubscribe me|subscribe me|sign me|log me|call me|get me|take me|order me|navigate",
          "lock|unlock|freeze my|block my|activate my|deactivate my|enable my|disable my|replace my|track my",
          "update my|change my|reset my|adjust|lower|raise|increase|decrease|volume|lights? (?:on|off)",
          "put (?:on|the|my|some|an?|\\S+@\\S+)|record|save this|share (?:my|this|it)|invite|submit|upload|print",
          "open (?:the|my)|close (?:the|my)|shut (?:the|down|off)|restart (?:the|my)|reboot|hang up",
          "(?:delete|remove|erase|clear|discard) (?:my|the|all|this|that|it|every|.{1,30} from (?:my|the|library))",
          "throw away|add .{1,60} (?:to|on|in|as|into) |download (?:my|the|this)|install (?:the|this|it)",
          "make (?:an?|the|my|me an?|me the|some )?.{0,20}(?:reservation|appointment|phone call|payment|booking|coffee"
              + "|list|event|note|playlist|transfer)",
          "create (?:an?|the|my) .{0,12}(?:list|event|reminder|alarm|playlist|meeting|appointment|ticket|note|to ?do)",
          "i(?: want|'d like| would like| wanna)(?: to)? (?:book|order|hear(?! an? .{0,12}joke)|listen"
              + "|play|reserve|send|schedule)");

  /** Orders only when asked of somebody: "can you freeze bread" is a question. */
  private static final Pattern WHEN_POLITE =
      Pattern.compile(
          "(?:delete|remove|add|change|update|reset|activate|deactivate|enable|disable|renew|return"
              + "|replace|close|open|block|freeze|stop|start|track|move|make|set|put|connect|create)"
              + " (?:[\\w'-]{1,20} ){0,3}?(?:my|our|me|the|this|that|all|him|her|them|order|account)\\b");

  /** The verb is a noun here: "order of the planets", "transfer fees". */
  private static final Pattern THINGS =
      Pattern.compile(
          "(?:order|book|play|post|send|call|text|charge|e-?mail|ring|record|volume|print|transfer|wire"
              + "|deposit|share|pay|light|lock|purchase|refund|schedule|reply|withdraw)(?:s|ed|ing|er|al)?"
              + " (?:is|are|was|not|of|in|has|fees?|status|limits?|does|did|the meaning|vs|numbers?|costs?"
              + "|policy|time|times|types?|definition|meaning|grammar|synonyms?|by|or|versus|therapy|isn't|doesn't|still|keeps?|failed)\\b");

  /** "Play therapy for children, what is it?" */
  private static final Pattern QUESTION_BEHIND =
      Pattern.compile("[,:;] (?:what|how|why|which|is|are|do|does|who) ");

  private static final Pattern CAN_YOU = Pattern.compile("^(?:can|could|would|will) (?:you|u|ya) ");

  private static final Pattern ADDRESSED =
      Pattern.compile(
          "\\b(?:my|me|our|the|this|please|pls|for us|off|volume|alarm|music|song|playlist|email)\\b"
              + "|\\b(?:send|book|order|schedule|reserve|call|play) (?:an?|some|more|another|the|\\w+ at)\\b");

  @Override
  public String name() {
    return "action";
  }

  @Override
  public boolean refuses(Phrasing question) {
    if (question.begins(THINGS) || question.says(QUESTION_BEHIND)) {
      return false;
    }
    boolean ordered = question.begins(ALWAYS) && !isAbility(question);
    return ordered || question.polite() && question.begins(WHEN_POLITE);
  }

  /** "Can you lock a phone from afar?" asks in general. */
  private static boolean isAbility(Phrasing question) {
    boolean can = CAN_YOU.matcher(question.lower()).lookingAt();
    return can && !ADDRESSED.matcher(question.lower()).find();
  }

  private static Pattern order(String... kinds) {
    return Pattern.compile("(?:" + String.join("|", kinds) + ")\\b");
  }
}
