# SPDX-License-Identifier: EUPL-1.2
"""One situation with everything that a plan can say, for the tests of its prints."""

from dataclasses import replace
from datetime import date

from app.documents.consent_views import ConsentFormView
from app.documents.personal_views import PatientPlanView
from app.documents.views import CarePlanView
from app.domain.care_plan import CarePlan, PlanPart
from app.domain.case import Case, Identity
from app.domain.circle import CircleMember
from app.domain.directory import Professional
from app.domain.field import Field
from app.domain.ids import CircleMemberId, ProfessionalId
from app.services.documents import DocumentService
from tests.services.office import Office

WHO = Identity(
    "Verdier",
    "Marguerite",
    date(1941, 3, 2),
    address="3 rue du Puits",
    trusted="Claire Verdier, sa fille",
    carer="Mme Odile Roux, voisine",
    insurance="Mutuelle des Tilleuls",
    pension_fund="CARSAT",
)


class Told:
    """One situation with everything that a plan can say."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.nurse = self._person("Cissé", "Aminata", "Infirmière", "01 99 00 10 03")
        self.doctor = self._person("Aubry", "Nadia", "Médecin généraliste", "01 99 00 10 01")
        self.case_id = office.case("S26-014", requester=self.nurse, wishes="Rester chez moi.")
        office.desk.cases.save_identity(self.case_id, WHO)
        self._line(PlanPart.CARE, "Ne plus tomber", "Bilan d’équilibre", self.doctor)
        self._line(PlanPart.AID, "Me laver sans risque", "Révision de l’APA", None)
        self.plan(alert="Je tombe", gir=4, ald=2, directives=True, housing=True)

    def _person(self, last: str, first: str, trade: str, phone: str) -> ProfessionalId:
        who = Professional(
            ProfessionalId(""), last, first, profession=trade, field=Field.ORGANIC, phone=phone
        )
        return self.office.desk.directory.save(who)[0]

    def _line(
        self, part: PlanPart, objective: str, action: str, who: ProfessionalId | None
    ) -> None:
        line_id, _ = self.office.desk.care_plans.add_line(self.case_id, part)
        line = replace(
            self.office.desk.care_plans.line(line_id),
            problem="Mobilité",
            objective=objective,
            action=action,
            who_id=who,
            who_name="" if who else "Une voisine",
            due=date(2026, 12, 10),
            criterion="Aucune chute",
        )
        self.office.desk.care_plans.save_line(line)

    def line(self, **changes: object) -> None:
        """Rewrite the line of the aid plan."""
        plan = self.office.desk.care_plans.view(self.case_id).plan
        assert isinstance(plan, CarePlan)
        [line] = plan.part(PlanPart.AID)
        self.office.desk.care_plans.save_line(replace(line, **changes))  # type: ignore[arg-type]  # test

    def plan(self, **changes: object) -> None:
        """Rewrite the plan's own facts."""
        with self.office.store.write() as work:
            plan = work.rows.care_plans.of_case(self.case_id)
            assert isinstance(plan, CarePlan)
            work.rows.care_plans.save(replace(plan, **changes))  # type: ignore[arg-type]  # test

    def case(self, **changes: object) -> None:
        """Rewrite the situation."""
        with self.office.store.write() as work:
            case = work.rows.cases.get(self.case_id)
            assert isinstance(case, Case)
            work.rows.cases.save(replace(case, **changes))  # type: ignore[arg-type]  # test

    def member(self, id_: str, **parts: object) -> None:
        """Add somebody to the circle."""
        with self.office.store.write() as work:
            work.rows.circles.save(
                CircleMember(CircleMemberId(id_), self.case_id, int(id_), **parts)  # type: ignore[arg-type]  # test
            )

    @property
    def documents(self) -> DocumentService:
        """The service under test."""
        return self.office.desk.documents

    def patient(self, *, named: bool = True) -> PatientPlanView:
        """« Mon plan de santé »."""
        view = self.documents.patient_plan(self.case_id, named=named).view
        assert isinstance(view, PatientPlanView)
        return view

    def care(self, only: PlanPart | None = None, *, nameless: bool = False) -> CarePlanView:
        """The plan for professionals."""
        view = self.documents.care_plan(self.case_id, only, nameless=nameless).view
        assert isinstance(view, CarePlanView)
        return view

    def form(self, *, named: bool = True) -> ConsentFormView:
        """The consent form."""
        view = self.documents.consent_form(self.case_id, named=named).view
        assert isinstance(view, ConsentFormView)
        return view
