// Generated from the texts of the interface by build.mjs.

/** The title of a frame, by language. */
export const TITLES = {
  "de": "Ketamin-Check",
  "en": "Ketamine screening",
  "es": "Cuestionarios sobre la ketamina",
  "fr": "Questionnaires sur la kétamine",
  "it": "Questionari sulla ketamina",
  "nl": "Ketaminescreening",
  "zh-Hant": "氯胺酮使用情況檢查"
};

/** What to say when no text can be loaded, by language. */
export const WORDS = {
  "de": {
    "title": "Wir konnten die Fragen nicht laden",
    "text": "Das liegt nicht an dir. Vielleicht ist die Verbindung unterbrochen, oder unser Dienst hat ein Problem. Es wurde nichts gesendet.",
    "retry": "Neu versuchen",
    "numbers": "Wähl den Notruf. In vielen Ländern ist es eine dieser Nummern:",
    "helplines": "Wir konnten die Hilfsangebote gerade nicht laden. Bei Find A Helpline stehen Hilfetelefone aus vielen Ländern:"
  },
  "en": {
    "title": "We could not load the questions",
    "text": "That is not your fault. The connection may be down, or our service may have a problem. Nothing was sent.",
    "retry": "Try again",
    "numbers": "Call the emergency number. In many countries it is one of these:",
    "helplines": "We could not load help services just now. Find A Helpline lists helplines in many countries:"
  },
  "es": {
    "title": "No se pueden cargar las preguntas",
    "text": "No es culpa tuya. Puede que falle la conexión, o que nuestro servicio tenga un problema. No se envió nada.",
    "retry": "Reintentar",
    "numbers": "Llama al número de emergencias. En muchos países es uno de estos:",
    "helplines": "Ahora no se pueden cargar los servicios de ayuda. Find A Helpline tiene una lista de líneas de ayuda de muchos países:"
  },
  "fr": {
    "title": "Nous n’avons pas pu charger les questions",
    "text": "Ce n’est pas votre faute. La connexion est peut-être coupée, ou notre service a un problème. Rien n’a été envoyé.",
    "retry": "Réessayer",
    "numbers": "Appelez le numéro d’urgence. Dans beaucoup de pays, c’est l’un de ceux-ci :",
    "helplines": "Nous n’avons pas pu charger les contacts d’aide pour l’instant. Find A Helpline est une liste de lignes d’aide dans beaucoup de pays :"
  },
  "it": {
    "title": "Non siamo riusciti a caricare le domande",
    "text": "Non dipende da te. Forse non c’è connessione, o il nostro servizio ha un problema. Non è stato inviato niente.",
    "retry": "Riprova",
    "numbers": "Chiama il numero di emergenza. In molti paesi è uno di questi:",
    "helplines": "In questo momento non riusciamo a caricare i servizi di aiuto. Find A Helpline è un elenco di linee di ascolto in molti paesi:"
  },
  "nl": {
    "title": "We konden de vragen niet laden",
    "text": "Dat ligt niet aan jou. Misschien is er geen verbinding, of heeft onze dienst een probleem. Er is niets verstuurd.",
    "retry": "Opnieuw laden",
    "numbers": "Bel het noodnummer. In veel landen is dat een van deze nummers:",
    "helplines": "We konden de hulplijnen nu niet laden. Find A Helpline heeft een lijst met hulplijnen in veel landen:"
  },
  "zh-Hant": {
    "title": "無法載入問題",
    "text": "這不是你的錯。可能是連線斷了，或我們的服務有問題。什麼都沒有送出。",
    "retry": "再試一次",
    "numbers": "撥打緊急求助電話。在很多國家或地區，是以下其中一個：",
    "helplines": "現在無法載入求助服務的資料。Find A Helpline 列出了許多國家和地區的求助電話："
  }
};
