import { languagePack } from './language-pack.js';

export const hindi = languagePack({
  given:
    'आरव:aarav प्रिया:priya रोहन:rohan अनन्या:ananya विवेक:vivek दीक्षा:diksha अर्जुन:arjun सृष्टि:srishti कबीर:kabir नेहा:neha ईशान:ishaan पूजा:pooja',
  family: 'शर्मा:sharma वर्मा:verma सिंह:singh गुप्ता:gupta यादव:yadav मिश्रा:mishra चौहान:chauhan जोशी:joshi अग्रवाल:agrawal',
  bios: [
    '{city} से {topic} की बातें 🙏 काम के लिए मैसेज करें',
    '{topic} और {other} का शौक। साथ देने का शुक्रिया ❤️',
    '{topic} पर सच्ची राय, बिना लाग-लपेट',
    'रोज़ एक नया वीडियो: {topic}',
  ],
  captions: [
    '{topic} के बारे में ये तीन बातें कोई नहीं बताता',
    '{city} में एक दिन: {topic} वाला अंदाज़',
    'इसे सेव कर लो, बाद में काम आएगा 📌',
    'पहली बार में ही कमाल हो गया 😄',
    'आपके सवाल: क्या {topic} सच में आसान है?',
    '30 दिन बाद का फ़र्क देखो!',
  ],
  hashtags: 'ट्रेंडिंग fyp भारत वायरल देसी foryou',
  topics: 'सौंदर्य|फ़ैशन|खाना|यात्रा|कसरत|गेमिंग|संगीत|नृत्य|हास्य|पढ़ाई|तकनीक|परवरिश|पालतू|घर|गाड़ियाँ|खेल|कला|किताबें|पैसा|सेहत',
});
