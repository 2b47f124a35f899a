import { languagePack } from './language-pack.js';

export const spanish = languagePack({
  given: 'Lucía Mateo Sofía Íker Valentina Andrés Camila Joaquín Martina Begoña Tomás Ximena Raúl Inés Nicolás Belén',
  family: 'García Rodríguez Muñoz Peña Ibáñez Hernández Núñez Cárdenas Salazar Quiñones Vega Domínguez',
  bios: [
    'Hablo de {topic} desde {city} 💃 Colaboraciones por mensaje',
    'Amante de {topic} y {other}. ¡Gracias por estar!',
    'Reseñas honestas de {topic}, ¡sin filtros!',
    'Aprendiendo {topic} un día a la vez ✨',
  ],
  captions: [
    '¿Sabías esto sobre {topic}? Yo tampoco 😱',
    'Tres errores que cometí con {topic}',
    'Un día conmigo en {city}: {topic} y café',
    '¡Guárdalo para después! 📌',
    'Respondiendo comentarios: {topic} para principiantes',
    'Así quedó después de 30 días…',
  ],
  hashtags: 'parati viral fyp español díaadía recomendado',
  topics:
    'belleza|moda|cocina|viajes|ejercicio|videojuegos|música|baile|humor|educación|tecnología|crianza|mascotas|hogar|coches|deportes|arte|libros|finanzas|salud',
});
