import java.io.FileInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds every PDF below the folders that are named against PDF/A-2a and PDF/UA-1, and says what breaks which clause. */
class Validate {
    private static final PDFAFlavour[] FLAVOURS = {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1};

    public static void main(String[] folders) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<Path> files = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> below = Files.walk(Path.of(folder))) {
                below.filter(path -> path.toString().endsWith(".pdf")).sorted().forEach(files::add);
            }
        }
        int refused = 0;
        Set<ByteBuffer> seen = new HashSet<>();
        for (Path file : files) {
            // Packs that differ in some kinds print the others byte by byte alike.
            if (!seen.add(ByteBuffer.wrap(Files.readAllBytes(file)))) {
                continue;
            }
            boolean holds = true;
            for (PDFAFlavour flavour : FLAVOURS) {
                holds &= holds(file, flavour);
            }
            refused += holds ? 0 : 1;
        }
        System.out.println(files.size() + " files, " + seen.size() + " different, " + refused + " refused");
        System.exit(files.isEmpty() || refused > 0 ? 1 : 0);
    }

    private static boolean holds(Path file, PDFAFlavour flavour) throws Exception {
        try (FileInputStream bytes = new FileInputStream(file.toFile());
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> clauses = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    clauses.add(assertion.getRuleId().getClause() + ": " + assertion.getMessage());
                }
            }
            for (String clause : clauses) {
                System.out.println(file + " " + flavour.getId() + " " + clause);
            }
            return result.isCompliant();
        }
    }
}
