// Reading the definitions takes most of the time, so all tests share one checker with its service.
[assembly: AssemblyFixture(typeof(KetamineScreening.Fhir.Tests.SharedChecker))]
