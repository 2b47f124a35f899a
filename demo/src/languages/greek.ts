import { languagePack } from './language-pack.js';

export const greek = languagePack({
  given: 'Ελένη:eleni Γιώργος:giorgos Σοφία:sofia Νίκος:nikos Δήμητρα:dimitra Ανδρέας:andreas Κατερίνα:katerina',
  family: 'Παππάς:pappas Βλάχος:vlachos Νικολάου:nikolaou Αγγελής:angelis Δημάκη:dimaki Σταύρου:stavrou',
  bios: [
    '{topic} από {city} 🫒 Συνεργασίες με μήνυμα',
    'Αγαπώ {topic} και {other}. Ευχαριστώ!',
    'Ειλικρινείς γνώμες: {topic}',
  ],
  captions: [
    'Τρία πράγματα για {topic} που δεν ήξερες',
    'Μια μέρα, {city} και {topic}',
    'Κράτησέ το για μετά 📌',
    'Δεν το πίστευα ούτε εγώ 😄',
    'Πριν και μετά!',
  ],
  hashtags: 'fyp ελλάδα καθημερινότητα προτάσεις',
  topics:
    'ομορφιά|μόδα|φαγητό|ταξίδια|γυμναστική|παιχνίδια|μουσική|χορός|κωμωδία|μάθηση|τεχνολογία|γονείς|κατοικίδια|σπίτι|αυτοκίνητα|σπορ|τέχνη|βιβλία|χρήμα|υγεία',
});
