// Rendering on a server: an import without a DOM does nothing.
import 'ketamine-screening';
import 'ketamine-screening/loader';
