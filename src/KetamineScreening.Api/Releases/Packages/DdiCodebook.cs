using System.Globalization;
using System.Text;
using System.Xml;
using KetamineScreening.Api.Releases.Tables;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>Describes a release for data archives, as a DDI Codebook 2.5 document.</summary>
internal static class DdiCodebook
{
    /// <summary>Name of the file.</summary>
    public const string File = "ddi.xml";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = Encoding.ASCII,
        Indent = true,
        NewLineChars = "\n",
    };

    /// <summary>Writes the document.</summary>
    public static byte[] Write(ClosedPeriod period, IReadOnlyList<ReleaseTable> tables)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartElement("codeBook", "ddi:codebook:2_5");
            xml.WriteAttributeString("version", "2.5");
            xml.WriteAttributeString("xml", "lang", null, "en");
            WriteStudy(xml, period);
            foreach (var table in tables) WriteFile(xml, table);
            xml.WriteStartElement("dataDscr");
            foreach (var table in tables)
            {
                foreach (var column in table.Columns) WriteVariable(xml, table, column);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return [.. buffer.ToArray(), (byte)'\n'];
    }

    private static void WriteStudy(XmlWriter xml, ClosedPeriod period)
    {
        xml.WriteStartElement("stdyDscr");
        xml.WriteStartElement("citation");
        xml.WriteStartElement("titlStmt");
        xml.WriteElementString("titl", period.Title);
        xml.WriteElementString("IDNo", period.Id);
        xml.WriteEndElement();
        Within(xml, "rspStmt", () => xml.WriteElementString("AuthEnty", DataPackage.Contributor));
        Within(xml, "prodStmt", () => xml.WriteElementString("copyright", "CC0 1.0: no rights reserved"));
        Within(xml, "distStmt", () => Dated(xml, "distDate", null, period.Calendar.Next().FirstDay));
        Within(xml, "verStmt", () => xml.WriteElementString("version", DataPackage.Version));
        xml.WriteEndElement();
        xml.WriteStartElement("stdyInfo");
        Within(xml, "subject", () =>
        {
            foreach (var keyword in DataPackage.Keywords(period)) xml.WriteElementString("keyword", keyword);
        });
        xml.WriteElementString("abstract", DataPackage.Description(period));
        Within(xml, "sumDscr", () =>
        {
            Dated(xml, "timePrd", "start", period.Calendar.FirstDay);
            Dated(xml, "timePrd", "end", period.Calendar.LastDay);
            xml.WriteElementString("anlyUnit", "Totals of screenings");
            xml.WriteElementString("universe", "People who answered and agreed to be counted; no sample of any population");
            xml.WriteElementString("dataKind", "Aggregate data with noise");
        });
        xml.WriteEndElement();
        Within(xml, "method", () =>
        {
            Within(xml, "dataColl", () =>
            {
                xml.WriteElementString("sampProc", "None: people chose to take part");
                xml.WriteElementString("collMode", "Self-administered web questionnaire");
            });
            var rho = $"rho = {period.Policy.Rho} (zCDP) per screening";
            xml.WriteElementString("notes", $"Disclosure control: {NoisePolicy.Mechanism}; {rho}.");
        });
        Within(xml, "dataAccs", () => Within(xml, "useStmt", () => xml.WriteElementString("restrctn", "None")));
        xml.WriteEndElement();
    }

    private static void WriteFile(XmlWriter xml, ReleaseTable table)
    {
        xml.WriteStartElement("fileDscr");
        xml.WriteAttributeString("ID", $"file.{table.Name}");
        Within(xml, "fileTxt", () =>
        {
            xml.WriteElementString("fileName", table.File);
            xml.WriteElementString("fileCont", table.Title);
            Within(xml, "dimensns", () =>
            {
                xml.WriteElementString("caseQnty", table.Rows.Count.ToString(CultureInfo.InvariantCulture));
                xml.WriteElementString("varQnty", table.Columns.Count.ToString(CultureInfo.InvariantCulture));
            });
            xml.WriteElementString("fileType", "CSV, ASCII, comma separated, with a header row");
        });
        xml.WriteEndElement();
    }

    private static void WriteVariable(XmlWriter xml, ReleaseTable table, Column column)
    {
        xml.WriteStartElement("var");
        xml.WriteAttributeString("ID", $"var.{table.Name}.{column.Name}");
        xml.WriteAttributeString("name", column.Name);
        xml.WriteAttributeString("files", $"file.{table.Name}");
        xml.WriteElementString("labl", column.Description);
        foreach (var (code, label) in column.Categories)
        {
            xml.WriteStartElement("catgry");
            xml.WriteElementString("catValu", code);
            xml.WriteElementString("labl", label);
            xml.WriteEndElement();
        }

        xml.WriteStartElement("varFormat");
        xml.WriteAttributeString("type", column.Type is "integer" or "number" ? "numeric" : "character");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Dated(XmlWriter xml, string name, string? happening, DateOnly day)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        xml.WriteStartElement(name);
        xml.WriteAttributeString("date", date);
        if (happening is not null) xml.WriteAttributeString("event", happening);
        xml.WriteString(date);
        xml.WriteEndElement();
    }

    private static void Within(XmlWriter xml, string name, Action write)
    {
        xml.WriteStartElement(name);
        write();
        xml.WriteEndElement();
    }
}
